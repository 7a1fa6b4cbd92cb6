import { describe, expect, it } from 'vitest'
import { findMoneyFault, fromStripeAmount, toStripeAmount } from '../../src/gateways/stripe-amounts.ts'

describe('amounts at Stripe', () => {
  it.each([
    ['USD', 1050, 1050],
    ['JPY', 500, 500],
    ['KRW', 500, 500],
    ['ISK', 5, 500],
    ['UGX', 5, 500],
    ['MGA', 500, 5],
    ['KWD', 5120, 5120],
    ['HUF', 17_550, 17_550],
  ])(
    'when %s %i is charged, then Stripe is asked for %i, and its answer is read back',
    (currency, amount, at_stripe) => {
      expect(toStripeAmount(amount, currency)).toBe(at_stripe)
      expect(fromStripeAmount(at_stripe, currency.toLowerCase())).toBe(amount)
    },
  )

  it.each([
    ['KWD', 5124, 'charge', 'amount_not_representable'],
    ['BHD', 5125, 'part', 'amount_not_representable'],
    ['MGA', 150, 'charge', 'amount_not_representable'],
    ['USD', 49, 'charge', 'amount_too_small'],
    ['GBP', 29, 'charge', 'amount_too_small'],
    ['JPY', 49, 'charge', 'amount_too_small'],
    ['KPW', 5000, 'charge', 'currency_unsupported'],
    ['USD', 50, 'charge', undefined],
    ['USD', 1, 'part', undefined],
    ['KWD', 5120, 'charge', undefined],
    ['ISK', 7, 'charge', undefined],
  ] as const)('when it is %s %i as %s, then %s', (currency, amount, of, code) => {
    expect(findMoneyFault({ amount, currency, of })?.code).toBe(code)
  })
})
