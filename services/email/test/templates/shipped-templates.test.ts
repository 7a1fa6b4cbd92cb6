import { join } from 'node:path'
import { StartError } from '@tradewind/service/start-error.ts'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CompiledTemplate, TemplateVersionStore } from '../../src/templates/compiled-template.ts'
import { prepareTemplates } from '../../src/templates/prepare-templates.ts'
import { readTemplateSources } from '../../src/templates/read-template-sources.ts'
import { createTemplates } from '../../src/templates/template-catalog.ts'
import { createTemplateEngine } from '../../src/templates/template-engine.ts'
import { orderData, storedEmail } from '../test-email.ts'

const engine = createTemplateEngine()
const sources = readTemplateSources([join(import.meta.dirname, '../../templates')])

function createMemory(): TemplateVersionStore & { saved: CompiledTemplate[] } {
  const saved: CompiledTemplate[] = []
  return {
    saved,
    find: async (template, version) => saved.filter((one) => one.template === template && one.version === version),
    save: async (compiled) => void saved.push(compiled),
  }
}

describe('shipped templates', () => {
  const store = createMemory()
  beforeAll(() => prepareTemplates(sources, { store, engine }))

  const templates = () => createTemplates({ templates: sources, store, engine, prepared: Promise.resolve() })
  const emailOf = (key: string, data: Record<string, unknown>, locale = 'en') =>
    storedEmail({ template: key, template_version: templates().find(key)?.version ?? '', data, locale })

  it('when a sample is rendered, then it fits its own schema and shows its amounts, in HTML and in text', async () => {
    for (const { key, sample } of templates().list()) {
      expect(templates().check(key, sample)).toEqual([])
      const { html, text, subject } = (await templates().load(emailOf(key, sample)))()
      for (const part of [html, text]) expect(part).toContain('$75.60')
      expect(subject).toContain('#100042')
      expect(html).not.toMatch(/fonts\.googleapis|<script|{{|{%/)
      expect(html).toContain('lang="en"')
    }
  })

  it('when an order has 50 lines, then the mail stays under the 102 KB where mail programs cut', async () => {
    const [item] = orderData.order.line_items
    const order = {
      ...orderData.order,
      line_items: Array.from({ length: 50 }, () => ({ ...item, title: 'x'.repeat(200) })),
    }
    const { html } = (await templates().load(emailOf('order_confirmed', { order })))()
    expect(Buffer.byteLength(html)).toBeLessThan(102 * 1024)
  })

  it('when the customer reads Brazilian Portuguese, then the text is English and the numbers are theirs', async () => {
    const { text } = (await templates().load(emailOf('order_confirmed', orderData, 'pt-BR')))()
    expect(text).toContain('US$ 30,00'.replace(' ', '\u00a0'))
  })

  it('when data does not fit, then each fault is pointed at', () => {
    const faults = templates().check('order_confirmed', { order: { ...orderData.order, currency: 'XXX', tax: 1 } })
    expect(faults.map(({ pointer, code }) => [pointer, code])).toEqual(
      expect.arrayContaining([
        ['/data/order/currency', 'currency_unknown'],
        ['/data/order/tax', 'unknown_field'],
      ]),
    )
  })

  it('when all versions are kept already, then nothing is compiled', async () => {
    const compile = () => Promise.reject(new Error('compiled again'))
    await prepareTemplates(sources, { store, engine, compile })
  })

  it('when templates do not compile or render, then the start ends with every fault', async () => {
    const broken = sources.map((source) => ({ ...source, version: 'broken' }))
    const [first, second] = broken
    if (!first || !second) throw new Error('no templates')
    first.sources = first.sources.map((source) => ({
      ...source,
      mjml: '<mjml><mj-body><mj-nothing /></mj-body></mjml>',
    }))
    second.sources = second.sources.map((source) => ({ ...source, text: '{{ nobody }}' }))
    const started = prepareTemplates(broken, { store: createMemory(), engine })
    await expect(started).rejects.toThrow(StartError)
    await expect(started).rejects.toThrow(/mj-nothing[\s\S]*nobody/)
  })
})
