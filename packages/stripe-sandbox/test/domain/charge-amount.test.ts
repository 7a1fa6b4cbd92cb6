import { expect, test } from 'vitest'
import { assertChargeable } from '../../src/domain/charge-amount.ts'
import { GatewayError } from '../../src/domain/gateway-error.ts'

const refusalOf = (amount: number, currency: string) => {
  try {
    assertChargeable(amount, currency)
    return undefined
  } catch (error) {
    return error instanceof GatewayError ? (error.error.code ?? error.error.param) : error
  }
}

test.each([
  [50, 'usd'],
  [30, 'gbp'],
  [50, 'jpy'],
  [99_999_999, 'usd'],
  [9_999_999_999, 'jpy'],
  [5120, 'kwd'],
  [500, 'ugx'],
  [500, 'isk'],
  [17_500, 'huf'],
])('when %i of %s is charged then it may be', (amount, currency) => {
  expect(refusalOf(amount, currency)).toBeUndefined()
})

test.each([
  [49, 'usd', 'amount_too_small'],
  [29, 'gbp', 'amount_too_small'],
  [17_499, 'huf', 'amount_too_small'],
  [100_000_000, 'usd', 'amount_too_large'],
  [5124, 'kwd', 'amount'],
  [550, 'ugx', 'amount'],
  [501, 'isk', 'amount'],
])('when %i of %s is charged then it is refused with %s', (amount, currency, code) => {
  expect(refusalOf(amount, currency)).toBe(code)
})
