import { Liquid, type Template } from 'liquidjs'
import type { Content } from '../domain/content.ts'
import type { CompiledTemplate } from './compiled-template.ts'
import { type MailScope, registerFilters } from './liquid-filters.ts'

/** Parsed, ready to be rendered many times. */
export interface ParsedTemplate {
  subject: Template[]
  html: Template[]
  text: Template[]
}

export interface TemplateEngine {
  /** @throws for what is not Liquid, and for tags and filters that are refused */
  parse(template: Pick<CompiledTemplate, 'subject' | 'html' | 'text'>): ParsedTemplate
  /** @throws when the data lacks what the template names */
  render(template: ParsedTemplate, data: Record<string, unknown>, mail: MailScope): Content
}

const LIMITS = { parseLimit: 1_000_000, renderLimit: 2000, memoryLimit: 50_000_000 }

/** They read files, or let values through unescaped. */
const REFUSED_TAGS = ['raw', 'echo', 'cycle', 'include', 'render', 'layout', 'block']
const REFUSED_FILTERS = ['raw']

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g

/** What tags leave behind that show nothing. */
const BLANK_LINES = /\n(?:[ \t]*\n){2,}/g

/** Two engines: one escapes every value for HTML, one takes control characters out, for subject and text. */
export function createTemplateEngine(): TemplateEngine {
  const html = createLiquid('escape')
  const plain = createLiquid((value) => String(value ?? '').replace(CONTROL_CHARACTERS, ' '))
  return {
    parse: (template) => ({
      subject: plain.parse(template.subject),
      html: html.parse(template.html),
      text: plain.parse(template.text),
    }),
    render(template, data, mail) {
      const scope = { ...data, mail }
      return {
        subject: String(plain.renderSync(template.subject, scope)).replace(CONTROL_CHARACTERS, ' ').trim(),
        html: html.renderSync(template.html, scope),
        text: plain.renderSync(template.text, scope).replace(BLANK_LINES, '\n\n'),
      }
    },
  }
}

function createLiquid(outputEscape: 'escape' | ((value: unknown) => string)): Liquid {
  const strict = { ownPropertyOnly: true, strictVariables: true, strictFilters: true, lenientIf: true }
  const liquid = new Liquid({ ...LIMITS, ...strict, outputEscape, templates: {} })
  for (const tag of REFUSED_TAGS) delete liquid.tags[tag]
  for (const filter of REFUSED_FILTERS) liquid.unregisterFilter(filter)
  registerFilters(liquid)
  return liquid
}
