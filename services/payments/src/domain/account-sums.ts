import type { LedgerRow } from './seal.ts'

/** What an account holds in one currency; minor units. */
export interface AccountSum {
  account: string
  currency: string
  debits: number
  credits: number
}

/** Adds the entries of `rows` to `sums`, by account and currency. */
export function addToSums(sums: Map<string, AccountSum>, rows: LedgerRow[]): Map<string, AccountSum> {
  for (const { account, currency, direction, amount } of rows) {
    if (account === null || currency === null || amount === null) continue
    const key = `${account} ${currency}`
    const sum = sums.get(key) ?? { account, currency, debits: 0, credits: 0 }
    if (direction === 'debit') sum.debits += amount
    else sum.credits += amount
    sums.set(key, sum)
  }
  return sums
}
