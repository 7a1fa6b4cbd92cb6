import { describe, expect, it } from 'vitest'
import { createTemplateEngine } from '../../src/templates/template-engine.ts'

const engine = createTemplateEngine()
const mail = { locale: 'en', timezone: 'UTC', shop: 'Shop' }

function render(source: string, data: Record<string, unknown> = {}, scope = mail) {
  return engine.render(engine.parse({ subject: source, html: source, text: source }), data, scope)
}

describe('template engine', () => {
  it('when data holds HTML, then it is escaped in the HTML alone', () => {
    const { html, text, subject } = render('{{ name }}', { name: '<b>"A" & B</b>' })
    expect(html).toBe('&lt;b&gt;&#34;A&#34; &amp; B&lt;/b&gt;')
    expect([text, subject]).toEqual(['<b>"A" & B</b>', '<b>"A" & B</b>'])
  })

  it('when data holds control characters, then subject and text have none of them', () => {
    const { subject, text } = render('Hello {{ name }}', { name: 'A\r\nBcc: eve\u2028B\u0000' })
    expect(subject).toBe('Hello A Bcc: eve B')
    expect(text).toBe('Hello A Bcc: eve B ')
  })

  it.each([
    '{% raw %}{{ name }}{% endraw %}',
    '{{ name | raw }}',
    '{% echo name %}',
    '{% liquid echo name %}',
    '{% cycle name, "x" %}',
    '{% include "x" %}',
    '{% render "x" %}',
    '{% layout "x" %}',
    '{{ name | no_such_filter }}',
    '{% no_such_tag %}',
  ])('when a template says %s, then it is refused', (source) => {
    expect(() => render(source, { name: 'x' })).toThrow()
  })

  it('when a template names what the data lacks, then it is refused, but `if` may ask', () => {
    expect(() => render('{{ nobody }}')).toThrow(/nobody/)
    expect(() => render('{{ name.constructor }}', { name: {} })).toThrow()
    expect(render('{% if nobody %}x{% else %}y{% endif %}').html).toBe('y')
  })

  it('when money is shown, then it has the digits of its currency and the look of the locale', () => {
    const source = '{{ amount | money: currency }}'
    expect(render(source, { amount: 123456, currency: 'USD' }).text).toBe('$1,234.56')
    expect(render(source, { amount: 123456, currency: 'JPY' }).text).toBe('¥123,456')
    expect(render(source, { amount: 123456, currency: 'BHD' }).text).toBe('BHD\u00a0123.456')
    expect(render(source, { amount: 123456, currency: 'EUR' }, { ...mail, locale: 'de' }).text).toBe('1.234,56\u00a0€')
  })

  it('when a date is shown, then it is the day in the zone of the customer', () => {
    const data = { at: '2026-11-23T23:30:00.000Z' }
    expect(render('{{ at | date }}', data).text).toBe('November 23, 2026')
    expect(render('{{ at | date }}', data, { ...mail, timezone: 'Europe/Berlin', locale: 'de' }).text).toBe(
      '24. November 2026',
    )
  })

  it('when a URL is not of the web, then it is no link', () => {
    expect(render('{{ url | safe_url }}', { url: 'javascript:alert(1)' }).text).toBe('#')
    expect(render('{{ url | safe_url }}', { url: 'https://a.example/?b=1&c=2' }).html).toBe(
      'https://a.example/?b=1&amp;c=2',
    )
  })
})
