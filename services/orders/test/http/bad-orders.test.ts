import { afterEach, describe, expect, it } from 'vitest'
import { toRequest } from '../order-request.ts'
import { faultsOf, useApp } from './start-app.ts'

const { started, post, get } = useApp()
const LARGEST = Number.MAX_SAFE_INTEGER
const LINE = { sku: 'MUG', title: 'Mug', quantity: 1, unit_price: 100 }
const ADDRESS = { name: 'Ada', line1: '1 Way', city: 'Leeds', postal_code: 'L1', country: 'GB' }
const lineWith = (changes: object) => ({ ...toRequest(), line_items: [{ ...LINE, ...changes }] })

afterEach(async () => {
  expect((await get('/orders')).json().data).toEqual([])
  expect(started().payments.calls).toEqual([])
})

async function expectFaults(body: unknown, faults: string[]): Promise<void> {
  const answer = await post(body)
  expect(answer.statusCode).toBe(422)
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.json().code).toBe('validation_failed')
  expect(faultsOf(answer.json())).toEqual(faults.toSorted())
}

describe('when a body has many faults', () => {
  it('then all are told at once, each where it is', async () => {
    await expectFaults(
      {
        currency: 'usd',
        customer: { email: 'nobody', name: 'a\nb', nick: 'x' },
        line_items: [{ sku: '', title: 'x'.repeat(201), quantity: 0, unit_price: -1, color: 'red' }],
        shipping_total: 1.5,
        shipping_address: { ...ADDRESS, country: 'Britain', planet: 'Earth' },
        payment: { method: 'visa', capture: 'later' },
        metadata: { 'no spaces': 'x', ok: 5 },
        gift: true,
      },
      [
        '/currency currency_unknown',
        '/customer/email invalid_email',
        '/customer/name control_characters',
        '/customer/nick unknown_field',
        '/line_items/0/sku too_short',
        '/line_items/0/title too_long',
        '/line_items/0/quantity too_small',
        '/line_items/0/unit_price too_small',
        '/line_items/0/color unknown_field',
        '/shipping_total invalid_type',
        '/shipping_address/country invalid_country',
        '/shipping_address/planet unknown_field',
        '/payment/method invalid_payment_method',
        '/payment/capture invalid_value',
        '/metadata/no spaces unknown_field',
        '/metadata/ok invalid_type',
        '/gift unknown_field',
      ],
    )
  })

  it('then what is missing is pointed at', async () => {
    await expectFaults({ customer: {}, line_items: [{}] }, [
      '/currency required',
      '/customer/email required',
      '/line_items/0/sku required',
      '/line_items/0/title required',
      '/line_items/0/quantity required',
      '/line_items/0/unit_price required',
    ])
  })
})

describe('when an amount is not', () => {
  it.each([
    ['negative', -1, 'too_small'],
    ['a fraction', 0.5, 'invalid_type'],
    ['a text', '100', 'invalid_type'],
    ['null', null, 'invalid_type'],
    ['2^53', 2 ** 53, 'too_large'],
    ['far too large', 1e300, 'too_large'],
  ])('what it must be but %s then it is told of each such field', async (_what, amount, code) => {
    const line = { ...LINE, unit_price: amount, discount_total: amount, tax_total: amount }
    const body = {
      ...toRequest(),
      line_items: [line],
      shipping_total: amount,
      shipping_tax_total: amount,
      total: amount,
    }
    const lines = ['unit_price', 'discount_total', 'tax_total'].map((name) => `/line_items/0/${name} ${code}`)
    await expectFaults(body, [
      ...lines,
      ...['shipping_total', 'shipping_tax_total', 'total'].map((name) => `/${name} ${code}`),
    ])
  })

  it.each([
    ['a product', lineWith({ quantity: 2, unit_price: LARGEST }), '/line_items/0 amount_too_large'],
    ['a sum', lineWith({ unit_price: LARGEST }), '/line_items amount_too_large'],
    ['a discount', lineWith({ discount_total: 101 }), '/line_items/0/discount_total discount_exceeds_price'],
    ['a quantity', lineWith({ quantity: 1_000_001 }), '/line_items/0/quantity too_large'],
  ])('possible because of %s then the place is told', async (_what, body, fault) => {
    await expectFaults(body, [fault])
  })

  it('the sum of the lines then it is 422 totals_mismatch with the right one', async () => {
    const answer = await post(toRequest({ total: 2999 }))
    expect(answer.statusCode).toBe(422)
    expect(answer.json()).toMatchObject({ code: 'totals_mismatch', total: 3000 })
    expect(faultsOf(answer.json())).toEqual(['/total totals_mismatch'])
  })
})

describe('when a field is not', () => {
  it.each([
    ['no lines', { ...toRequest(), line_items: [] }, '/line_items too_few'],
    ['501 lines', { ...toRequest(), line_items: Array(501).fill(LINE) }, '/line_items too_many'],
    ['no list', { ...toRequest(), line_items: 5 }, '/line_items invalid_type'],
    ['no object', [], ' invalid_type'],
    ['no currency', { ...toRequest(), currency: 'XXX' }, '/currency currency_unknown'],
    ['a control character in a title', lineWith({ title: 'a\u0000b' }), '/line_items/0/title control_characters'],
    [
      'a line break in a name',
      { ...toRequest(), customer: { email: 'a@b.co', name: 'a\r\nBcc: x' } },
      '/customer/name control_characters',
    ],
    ['a line separator', { ...toRequest(), external_reference: 'a\u2028b' }, '/external_reference control_characters'],
    ['a long note', { ...toRequest(), note: 'x'.repeat(2001) }, '/note too_long'],
    [
      'a long address',
      { ...toRequest(), billing_address: { ...ADDRESS, line2: 'x'.repeat(201) } },
      '/billing_address/line2 too_long',
    ],
    [
      'a long mail address',
      { ...toRequest(), customer: { email: `${'a'.repeat(250)}@b.co` } },
      '/customer/email too_long',
    ],
    ['a locale', { ...toRequest(), locale: 'English' }, '/locale invalid_locale'],
    ['an unknown field of a line', lineWith({ price: 5 }), '/line_items/0/price unknown_field'],
    [
      'an unknown field of a payment',
      { ...toRequest(), payment: { method: 'pm_1', card: 1 } },
      '/payment/card unknown_field',
    ],
    ['an unknown field with a slash', { ...toRequest(), 'a/b': 1 }, '/a~1b unknown_field'],
  ])('right (%s) then it is told', async (_what, body, fault) => {
    await expectFaults(body, [fault])
  })
})
