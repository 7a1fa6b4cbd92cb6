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
const WITH_TOTALS = [
  ...['order_confirmed', 'payment_failed', 'payment_action_required', 'order_canceled', 'order_refunded'],
]

type Data = Record<string, unknown>

/** The same data with markup in every text that is a person's. */
function withHtml(data: Data): Data {
  const text = JSON.stringify(data, (name, value) =>
    typeof value === 'string' && !/_at$|^(currency|country|money)$|url$/.test(name) ? '<b>"&\'' : value,
  )
  return JSON.parse(text)
}

function withLines(data: Data): Data {
  const text = JSON.stringify(data, (name, value) =>
    name === 'line_items' ? Array.from({ length: 50 }, () => ({ ...value[0], title: 'x'.repeat(200) })) : value,
  )
  return JSON.parse(text)
}
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

  const render = async (key: string, data: Record<string, unknown>, locale = 'en') =>
    (await templates().load(emailOf(key, data, locale)))()
  const sampleOf = (key: string) => structuredClone(templates().find(key)?.sample ?? {})

  describe.each(sources.map(({ key }) => key))('%s', (key) => {
    it('when its sample is rendered, then it fits its own schema and speaks one language, in HTML and in text', async () => {
      expect(templates().check(key, sampleOf(key))).toEqual([])
      for (const [locale, question, amount] of [
        ['en', 'Questions?', '$75.60'],
        ['de', 'Fragen?', '75,60\u00a0$'],
      ] as const) {
        const { html, text, subject } = await render(key, sampleOf(key), locale)
        for (const part of [html, text]) {
          expect(part).toContain(question)
          expect(part).not.toMatch(/fonts\.googleapis|<script|{{|{%|\[\[|\[%|\n{3}/)
          if (WITH_TOTALS.includes(key)) expect(part).toContain(amount)
        }
        expect(html).toContain(`lang="${locale}"`)
        expect(subject).toContain(key === 'renewal_reminder' ? 'Tea of the month' : '#100042')
      }
    })

    it('when its data is HTML, then all of it is escaped', async () => {
      const { html } = await render(key, withHtml(sampleOf(key)))
      expect(html).toContain('&lt;b&gt;&#34;')
      expect(html).not.toContain('<b>')
    })

    it('when it has 50 lines, then the mail stays under the 102 KB where mail programs cut', async () => {
      const { html } = await render(key, withLines(sampleOf(key)))
      expect(Buffer.byteLength(html)).toBeLessThan(102 * 1024)
    })
  })

  it.each(['payment_action_required', 'order_shipped', 'renewal_reminder'])(
    'when the address in %s is not of the web, then the button leads nowhere',
    async (key) => {
      const data = JSON.parse(JSON.stringify(sampleOf(key)).replace(/https:[^"]+/, 'javascript:alert(1)'))
      const { html, text } = await render(key, data)
      expect(html).toContain('href="#"')
      expect(html + text).not.toContain('javascript:')
    },
  )

  it.each([
    ['none', 'Nothing was charged.'],
    ['released', 'is released'],
    ['refunded', 'goes back to the card'],
  ])('when an order is canceled and its money is %s, then the mail says so', async (money, words) => {
    const { html, text } = await render('order_canceled', { order: orderData.order, money })
    for (const part of [html, text]) expect(part).toContain(words)
    expect(text).not.toContain('Reason')
  })

  it('when a parcel is the last, then nothing more is promised', async () => {
    const data = sampleOf('order_shipped')
    expect((await render('order_shipped', { ...data, is_last: false })).text).toContain('follows in another parcel')
    expect((await render('order_shipped', { ...data, is_last: true })).text).not.toContain('another parcel')
  })

  it('when a parcel cannot be followed, then there is no button', async () => {
    const shipment = { line_items: [{ title: 'Mug', quantity: 1 }] }
    const { html, text } = await render('order_shipped', { ...sampleOf('order_shipped'), shipment })
    expect(html + text).not.toMatch(/Follow|Tracking/)
  })

  it('when the customer reads Austrian German, then the text is German and the numbers are Austrian', async () => {
    const { text } = await render('order_confirmed', orderData, 'de-AT')
    expect(text).toContain('Gesamt: $\u00a030,00')
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
