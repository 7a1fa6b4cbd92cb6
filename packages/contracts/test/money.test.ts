import { describe, expect, it } from 'vitest'
import { exponentOf, isCurrency } from '../src/money.ts'

describe('currencies', () => {
  it.each(['USD', 'EUR', 'JPY', 'KWD', 'CHF', 'INR', 'BRL'])('when it is %s, then people pay in it', (code) => {
    expect(isCurrency(code)).toBe(true)
  })

  it.each(['usd', 'US', 'EURO', '', 'XXX', 'XTS', 'XAU', 'XDR', 'CLF', 'USN', 'ABC', 'constructor'])(
    'when it is "%s", then it is refused',
    (code) => {
      expect(isCurrency(code)).toBe(false)
    },
  )

  it.each([
    ['USD', 2],
    ['JPY', 0],
    ['KRW', 0],
    ['KWD', 3],
    ['BHD', 3],
    ['ISK', 0],
  ])('when it is %s, then its minor unit has %i places', (code, digits) => {
    expect(exponentOf(code)).toBe(digits)
  })

  it('when a code is no currency, then its exponent throws', () => {
    expect(() => exponentOf('XXX')).toThrow(RangeError)
  })
})
