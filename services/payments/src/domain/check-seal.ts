import { type LedgerRow, type Seal, sealBlock } from './seal.ts'

interface Checked {
  seal: Seal
  /** The seal before, as it was checked; none before the first. */
  previous: Seal | undefined
  rows: LedgerRow[]
}

/** What is wrong with a block, in words; undefined when it is as it was sealed. */
export function checkSeal({ seal, previous, rows }: Checked): string | undefined {
  const again = sealBlock({ previous, rows, sealed_at: seal.sealed_at })
  if (seal.sequence !== again.sequence) return `block ${again.sequence} is missing`
  if (seal.previous_hash !== again.previous_hash) return 'it does not follow the block before'
  if (seal.transactions !== again.transactions)
    return `it was sealed with ${seal.transactions} transactions and has ${again.transactions}`
  if (seal.hash !== again.hash) return 'a transaction or entry is not as it was sealed'
  return findUnbalanced(rows)
}

function findUnbalanced(rows: LedgerRow[]): string | undefined {
  const sums = new Map<string, number>()
  for (const { transaction_id, currency, direction, amount } of rows) {
    const key = `${transaction_id} in ${currency}`
    sums.set(key, (sums.get(key) ?? 0) + (direction === 'debit' ? (amount ?? 0) : -(amount ?? 0)))
  }
  const unbalanced = [...sums].find(([, sum]) => sum !== 0)
  return unbalanced && `${unbalanced[0]} does not sum to zero`
}
