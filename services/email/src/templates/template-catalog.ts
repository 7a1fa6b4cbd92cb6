import { isCurrency } from '@tradewind/contracts/money.ts'
import { readFaults } from '@tradewind/service/schema-faults.ts'
import { createValidatorCompiler } from '@tradewind/service/validator.ts'
import type { TemplateInfo, Templates } from '../deps.ts'
import { localeChain } from '../domain/locale-chain.ts'
import type { TemplateVersionStore } from './compiled-template.ts'
import type { ParsedTemplate, TemplateEngine } from './template-engine.ts'

interface Catalog {
  templates: TemplateInfo[]
  store: TemplateVersionStore
  engine: TemplateEngine
  /** Until then the database may not have the present versions. */
  prepared: Promise<void>
}

/** Versions and locales in memory: templates change with a deployment, so there are few. */
type ParsedVersions = Map<string, Map<string, ParsedTemplate>>

/** The templates that mail can be accepted for, and every version that was ever accepted for. */
export function createTemplates({ templates, store, engine, prepared }: Catalog): Templates {
  const byKey = new Map(templates.map((template) => [template.key, template]))
  const compiler = createValidatorCompiler({ currency: isCurrency })
  const checks = new Map(templates.map(({ key, schema }) => [key, compileCheck(compiler, schema)]))
  const parsed: ParsedVersions = new Map()

  async function findParsed(key: string, version: string): Promise<Map<string, ParsedTemplate>> {
    const known = parsed.get(`${key}/${version}`)
    if (known) return known
    await prepared
    const locales = (await store.find(key, version)).map((one) => [one.locale, engine.parse(one)] as const)
    if (locales.length === 0) throw new Error(`no template ${key} of version ${version}`)
    parsed.set(`${key}/${version}`, new Map(locales))
    return new Map(locales)
  }

  return {
    list: () => templates,
    find: (key) => byKey.get(key),
    check: (key, data) => checks.get(key)?.(data) ?? [],
    async load({ template, template_version, locale, timezone, data, from }) {
      const locales = await findParsed(template, template_version)
      const found = localeChain(locale).find((name) => locales.has(name)) ?? ''
      const source = locales.get(found)
      if (!source) throw new Error(`no locale of ${template} for ${locale}`)
      return () => engine.render(source, data, { locale, timezone, shop: from.name ?? from.email })
    },
  }
}

function compileCheck(compiler: ReturnType<typeof createValidatorCompiler>, schema: object) {
  const validate = compiler({ schema, method: 'POST', url: '/emails', httpPart: 'body' })
  return (data: Record<string, unknown>) => {
    if (validate(data) === true) return []
    return readFaults(validate.errors ?? [], 'body').map((fault) => ({ ...fault, pointer: `/data${fault.pointer}` }))
  }
}
