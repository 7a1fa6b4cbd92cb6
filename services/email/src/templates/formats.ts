import { exponentOf } from '@tradewind/contracts/money.ts'

interface MoneyFormat {
  locale: string
  currency: string
}

interface DateFormat {
  locale: string
  timezone: string
  style: 'short' | 'medium' | 'long' | 'full'
}

/** Remembers what `create` made, up to `limit` of them: the names come from callers. */
function remembered<Value>(limit: number) {
  const known = new Map<string, Value>()
  return (name: string, create: () => Value): Value => {
    const found = known.get(name)
    if (found !== undefined) return found
    if (known.size >= limit) known.clear()
    const value = create()
    known.set(name, value)
    return value
  }
}

// To make a formatter takes a hundred times as long as to use it. They are pure, so keeping them changes nothing.
const LIMIT = 200
const moneyFormats = remembered<{ format: Intl.NumberFormat; unit: number }>(LIMIT)
const dateFormats = remembered<Intl.DateTimeFormat>(LIMIT)
const countryNames = remembered<Intl.DisplayNames>(LIMIT)

function createMoneyFormat({ locale, currency }: MoneyFormat) {
  const digits = exponentOf(currency)
  const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return { format: new Intl.NumberFormat(locale, { style: 'currency', currency, ...fraction }), unit: 10 ** digits }
}

/** @param amount in minor units, whose digits are ISO's and never `Intl`'s */
export function formatMoney(amount: number, money: MoneyFormat): string {
  const { format, unit } = moneyFormats(`${money.locale} ${money.currency}`, () => createMoneyFormat(money))
  return format.format(amount / unit)
}

/** @param timestamp RFC 3339 */
export function formatDate(timestamp: string, { locale, timezone, style }: DateFormat): string {
  const create = () => new Intl.DateTimeFormat(locale, { dateStyle: style, timeZone: timezone })
  return dateFormats(`${locale} ${timezone} ${style}`, create).format(new Date(timestamp))
}

/** @param code ISO 3166-1, two letters; one without a name stays as it is */
export function nameCountry(code: string, locale: string): string {
  return countryNames(locale, () => new Intl.DisplayNames(locale, { type: 'region' })).of(code) ?? code
}
