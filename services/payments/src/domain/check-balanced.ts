import type { LedgerEntry, LedgerTransaction } from './ledger.ts'

/** @throws when money would come from nowhere: debits and credits of each currency are equal, or it is no transaction */
export function checkBalanced({ source_event, entries }: LedgerTransaction): void {
  const sums = new Map<string, number>()
  for (const entry of entries) sums.set(entry.currency, (sums.get(entry.currency) ?? 0) + toSigned(entry))
  const isBalanced = entries.length > 1 && [...sums.values()].every((sum) => sum === 0)
  if (!isBalanced || !entries.every(hasAmount)) throw new Error(`ledger transaction ${source_event} does not balance`)
}

const hasAmount = ({ amount }: LedgerEntry): boolean => Number.isSafeInteger(amount) && amount > 0

/** Debits above zero, credits below. */
const toSigned = ({ direction, amount }: Pick<LedgerEntry, 'direction' | 'amount'>): number =>
  direction === 'debit' ? amount : -amount
