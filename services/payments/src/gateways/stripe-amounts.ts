import { exponentOf } from '@tradewind/contracts/money.ts'
import type { Money, MoneyFault } from '../deps.ts'

/**
 * Where Stripe counts in other units than ISO 4217 (docs.stripe.com/currencies, special cases): the króna and the
 * Ugandan shilling with two decimals that must be 00, the ariary with none.
 */
const DECIMALS: Record<string, number> = { ISK: 2, UGX: 2, MGA: 0 }

/** Of three decimals Stripe's partners take two: the last digit must be 0. */
const THREE_DECIMALS = 3
const TENTH = 10

/** What Stripe charges cards in. */
const SUPPORTED = new Set(
  `AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CLP CNY
  COP CRC CVE CZK DJF DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR ISK JMD
  JOD JPY KES KGS KHR KMF KRW KWD KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD
  NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SEK SGD SHP SLE SOS SRD STN SZL
  THB TJS TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VND VUV WST XAF XCD XOF XPF YER ZAR ZMW`.split(/\s+/),
)

/** The least that can be charged, in minor units; for the others Stripe itself says so. */
const MINIMUM: Record<string, number> = {
  ...{ USD: 50, AED: 200, AUD: 50, BGN: 100, BRL: 50, CAD: 50, CHF: 50, CZK: 1500, DKK: 250, EUR: 50, GBP: 30 },
  ...{ HKD: 400, HUF: 17_500, INR: 50, JPY: 50, MXN: 1000, MYR: 200, NOK: 300, NZD: 50, PLN: 200, RON: 200 },
  ...{ SEK: 300, SGD: 50, THB: 1000 },
}

const shiftOf = (currency: string): number => (DECIMALS[currency] ?? exponentOf(currency)) - exponentOf(currency)

/** Minor units → Stripe's. `findMoneyFault` has refused what is no whole number of them. */
export const toStripeAmount = (amount: number, currency: string): number => Math.round(amount * 10 ** shiftOf(currency))

/** Stripe's units → minor units; `currency` in either case. */
export const fromStripeAmount = (amount: number, currency: string): number =>
  Math.round(amount / 10 ** shiftOf(currency.toUpperCase()))

/** Why Stripe cannot move this amount: it is refused, never rounded. A part (of a capture, a refund) has no minimum. */
export function findMoneyFault({ amount, currency, of }: Money): MoneyFault | undefined {
  if (!SUPPORTED.has(currency)) {
    return { code: 'currency_unsupported', pointer: '/currency', detail: `The gateway does not charge in ${currency}.` }
  }
  const step = stepOf(currency)
  if (amount % step !== 0) {
    const detail = `In ${currency} the gateway takes multiples of ${step} only.`
    return { code: 'amount_not_representable', pointer: '/amount', detail }
  }
  const minimum = MINIMUM[currency] ?? 0
  if (of === 'part' || amount >= minimum) return undefined
  return { code: 'amount_too_small', pointer: '/amount', detail: `The least that can be charged is ${minimum}.` }
}

/** In minor units. */
function stepOf(currency: string): number {
  if (exponentOf(currency) === THREE_DECIMALS) return TENTH
  return Math.max(1, 10 ** -shiftOf(currency))
}
