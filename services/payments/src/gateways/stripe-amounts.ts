import { exponentOf } from '@tradewind/contracts/money.ts'

/**
 * Where Stripe counts in other units than ISO 4217 (docs.stripe.com/currencies, special cases): the króna and the
 * Ugandan shilling with two decimals that must be 00, the ariary with none.
 */
const DECIMALS: Record<string, number> = { ISK: 2, UGX: 2, MGA: 0 }

const shiftOf = (currency: string): number => (DECIMALS[currency] ?? exponentOf(currency)) - exponentOf(currency)

/** Minor units → Stripe's. Not a whole number where Stripe has no unit so small: `findAmountFault` refuses those. */
export const toStripeAmount = (amount: number, currency: string): number => amount * 10 ** shiftOf(currency)

/** Stripe's units → minor units; `currency` in either case. */
export const fromStripeAmount = (amount: number, currency: string): number =>
  amount / 10 ** shiftOf(currency.toUpperCase())
