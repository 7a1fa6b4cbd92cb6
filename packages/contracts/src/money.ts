import currencies from 'currency-codes'
import { Type } from 'typebox'

/** Minor units. Beyond 2^53−1 a sum would no longer be exact. */
export const amount = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

export const positiveAmount = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })

/** ISO 4217, upper case. Checked by the format that `currencyFormat` gives. */
export const currency = Type.String({
  format: 'currency',
  'x-code': 'currency_unknown',
  description: 'must be an ISO 4217 code',
})

/** Codes of metals, tests and funds: nobody pays in them. */
const NOT_MONEY = new Set(
  'XXX XTS XAU XAG XPT XPD XDR XUA XSU XBA XBB XBC XBD BOV CHE CHW CLF COU MXV USN UYI UYW'.split(' '),
)

const DIGITS = new Map(
  currencies.data.filter(({ code }) => !NOT_MONEY.has(code)).map(({ code, digits }) => [code, digits]),
)

export const isCurrency = (code: string): boolean => DIGITS.has(code)

/** Decimal places of a currency's minor unit (ISO 4217 list one). @throws for a code that `isCurrency` refuses */
export function exponentOf(code: string): number {
  const digits = DIGITS.get(code)
  if (digits === undefined) throw new RangeError(`no currency ${code}`)
  return digits
}
