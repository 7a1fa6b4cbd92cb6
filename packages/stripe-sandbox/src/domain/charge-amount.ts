import { formatAmount } from './format-amount.ts'
import { createInvalidRequest } from './gateway-error.ts'

/** Least charges in the currency's units at Stripe (docs.stripe.com/currencies, minimum and maximum charge amounts). */
const MINIMUMS: Record<string, number> = {
  usd: 50,
  aed: 200,
  aud: 50,
  bgn: 100,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
}

/** Stripe takes eight digits, of some currencies more. */
const DIGITS: Record<string, number> = { cop: 10, huf: 10, idr: 12, inr: 9, jpy: 10, lbp: 12 }

/** Units that cannot be charged: the last of three decimals, and the decimals of currencies that have none any more. */
const STEPS: Record<string, number> = { bhd: 10, jod: 10, kwd: 10, omr: 10, tnd: 10, isk: 100, ugx: 100 }

/** Throws Stripe's 400 for what is too little, too much or too fine to be charged. */
export function assertChargeable(amount: number, currency: string): void {
  const least = MINIMUMS[currency] ?? 1
  if (amount < least) {
    const message = `Amount must be at least ${formatAmount(least, currency)}`
    throw createInvalidRequest(message, { code: 'amount_too_small', param: 'amount' })
  }
  const most = 10 ** (DIGITS[currency] ?? 8) - 1
  if (amount > most) {
    const message = `Amount must be no more than ${formatAmount(most, currency)}`
    throw createInvalidRequest(message, { code: 'amount_too_large', param: 'amount' })
  }
  assertWholeUnits(amount, { currency, param: 'amount' })
}

/** Of refunds and captures too. */
export function assertWholeUnits(amount: number, { currency, param }: { currency: string; param: string }): void {
  const step = STEPS[currency] ?? 1
  if (amount % step === 0) return
  const message = `Invalid amount: amounts in ${currency} must be evenly divisible by ${step}.`
  throw createInvalidRequest(message, { param })
}
