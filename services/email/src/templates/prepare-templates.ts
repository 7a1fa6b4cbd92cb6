import { StartError } from '@tradewind/service/start-error.ts'
import { compileTemplates, type MjmlResult } from './compile-templates.ts'
import type { CompiledTemplate, TemplateVersionStore } from './compiled-template.ts'
import type { TemplateSource } from './read-template-sources.ts'
import type { TemplateEngine } from './template-engine.ts'

interface Preparing {
  store: TemplateVersionStore
  engine: TemplateEngine
  compile?: typeof compileTemplates
}

/**
 * Compiles and keeps each version that the database does not have yet; a second start compiles nothing.
 * @throws StartError with every fault of templates that do not compile or whose sample does not render
 */
export async function prepareTemplates(templates: TemplateSource[], preparing: Preparing): Promise<void> {
  const { store, engine, compile = compileTemplates } = preparing
  const known = await Promise.all(templates.map(({ key, version }) => store.find(key, version)))
  const unknown = templates.filter(({ locales }, index) => (known[index]?.length ?? 0) < locales.length)
  if (unknown.length === 0) return
  const results = new Map((await compile(unknown.flatMap(toMjmlSources))).map((result) => [result.name, result]))
  const compiled = unknown.flatMap((template) =>
    template.sources.map((source) => toCompiled(template, { source, results, engine })),
  )
  const faults = compiled.flatMap((one) => ('faults' in one ? one.faults : []))
  if (faults.length > 0) throw new StartError('templates refused', faults)
  for (const one of compiled) if ('html' in one) await store.save(one)
}

const nameOf = (key: string, locale: string): string => `${key}/${locale}`

const toMjmlSources = ({ key, sources }: TemplateSource) =>
  sources.map(({ locale, mjml }) => ({ name: nameOf(key, locale), mjml }))

interface Compiling {
  source: TemplateSource['sources'][number]
  results: Map<string, MjmlResult>
  engine: TemplateEngine
}

function toCompiled(template: TemplateSource, { source, results, engine }: Compiling) {
  const { locale, subject, text } = source
  const name = nameOf(template.key, locale)
  const result = results.get(name)
  if (!result || 'faults' in result)
    return { faults: (result?.faults ?? ['no result']).map((fault) => `${name}: ${fault}`) }
  const compiled: CompiledTemplate = {
    ...{ template: template.key, version: template.version, locale },
    ...{ subject, html: result.html, text },
  }
  try {
    engine.render(engine.parse(compiled), template.sample, { locale, timezone: 'UTC', shop: 'Shop' })
    return compiled
  } catch (error) {
    return { faults: [`${name}: ${(error as Error).message}`] }
  }
}
