import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeTotals, findAmountFaults, totalOfLine } from '../../src/domain/totals.ts'
import { toRequest } from '../order-request.ts'

const LARGEST = Number.MAX_SAFE_INTEGER
const line = { sku: 'MUG', title: 'Mug', quantity: 3, unit_price: 1000 }

describe('totals of an order', () => {
  it('when lines have discounts and taxes then each sum is its own', () => {
    const request = toRequest({
      line_items: [
        { ...line, discount_total: 250, tax_total: 19 },
        { ...line, quantity: 1, tax_total: 7 },
      ],
      shipping_total: 500,
      shipping_tax_total: 95,
    })
    expect(computeTotals(request)).toEqual({
      subtotal: 4000,
      discount_total: 250,
      shipping_total: 500,
      shipping_tax_total: 95,
      tax_total: 121,
      total: 4371,
    })
    expect(request.line_items.map(totalOfLine)).toEqual([2769, 1007])
  })

  it('when nothing but lines is given then the rest is 0', () => {
    const { shipping_total: _, ...request } = toRequest({ line_items: [line] })
    expect(computeTotals(request)).toMatchObject({ subtotal: 3000, discount_total: 0, tax_total: 0, total: 3000 })
  })

  it('when no fault is found then the sums are exact, whatever the amounts', () => {
    const amount = fc.oneof(fc.maxSafeNat(), fc.nat(10_000))
    const lines = fc.record({ quantity: fc.integer({ min: 1, max: 1_000_000 }), unit_price: amount, tax_total: amount })
    fc.assert(
      fc.property(fc.array(lines, { minLength: 1, maxLength: 5 }), amount, (given, shipping_total) => {
        const request = toRequest({ line_items: given.map((one) => ({ ...line, ...one })), shipping_total })
        if (findAmountFaults(request).length > 0) return
        const exact = given.reduce(
          (sum, { quantity, unit_price, tax_total }) => sum + BigInt(quantity) * BigInt(unit_price) + BigInt(tax_total),
          BigInt(shipping_total),
        )
        expect(BigInt(computeTotals(request).total)).toBe(exact)
        expect(exact).toBeLessThanOrEqual(LARGEST)
      }),
    )
  })
})

describe('faults of amounts', () => {
  const codesOf = (request: ReturnType<typeof toRequest>) =>
    findAmountFaults(request).map(({ pointer, code }) => `${pointer} ${code}`)

  it('when a discount is the whole price then there is none, when it is more then each line is named', () => {
    const [fair, unfair] = [
      { ...line, discount_total: 3000 },
      { ...line, discount_total: 3001 },
    ]
    expect(codesOf(toRequest({ line_items: [fair] }))).toEqual([])
    expect(codesOf(toRequest({ line_items: [unfair, fair, unfair] }))).toEqual([
      '/line_items/0/discount_total discount_exceeds_price',
      '/line_items/2/discount_total discount_exceeds_price',
    ])
  })

  it('when quantity × price is not exact then the line is named', () => {
    expect(codesOf(toRequest({ line_items: [line, { ...line, unit_price: LARGEST }] }))).toEqual([
      '/line_items/1 amount_too_large',
    ])
  })

  it.each([
    ['lines', toRequest({ line_items: [1, 2].map(() => ({ ...line, quantity: 1, unit_price: LARGEST })) })],
    ['shipping', toRequest({ line_items: [{ ...line, quantity: 1, unit_price: LARGEST }], shipping_total: 1 })],
    ['taxes', toRequest({ line_items: [{ ...line, tax_total: LARGEST }] })],
    ['shipping tax', toRequest({ shipping_tax_total: LARGEST })],
  ])('when %s make the sum inexact then the lines are named', (_what, request) => {
    expect(codesOf(request)).toEqual(['/line_items amount_too_large'])
  })

  it('when the sum is the largest exact amount then there is none', () => {
    const request = toRequest({ line_items: [{ ...line, quantity: 1, unit_price: LARGEST }], shipping_total: 0 })
    expect(codesOf(request)).toEqual([])
  })
})
