import { Liquid } from 'liquidjs'
import type { Words } from './read-shared-parts.ts'

/** Builds one source for one locale. @throws when it asks for a part or a word that there is not */
export type TemplateAssembler = (source: string, words: Words) => string

/**
 * Liquid too, in brackets of its own and before MJML: `[[ word ]]`, `[% include 'part' %]`, `[% layout 'part' %]`. What
 * is in braces is left as it is, for the time when a mail is rendered.
 */
export function createTemplateAssembler(parts: Record<string, string>): TemplateAssembler {
  const liquid = new Liquid({
    ...{ templates: parts, ownPropertyOnly: true, strictVariables: true, lenientIf: true },
    ...{ tagDelimiterLeft: '[%', tagDelimiterRight: '%]', outputDelimiterLeft: '[[', outputDelimiterRight: ']]' },
  })
  return (source, words) => liquid.parseAndRenderSync(source, words)
}
