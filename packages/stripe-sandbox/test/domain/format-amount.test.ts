import { expect, test } from 'vitest'
import { formatAmount } from '../../src/domain/format-amount.ts'

test.each([
  [1, 'usd', '0.01 USD'],
  [123_456_789, 'usd', '1,234,567.89 USD'],
  [1000, 'jpy', '1,000 JPY'],
  [5, 'kwd', '0.005 KWD'],
  [0, 'eur', '0.00 EUR'],
])('when %i of %s is shown then it reads %s', (amount, currency, text) => {
  expect(formatAmount(amount, currency)).toBe(text)
})
