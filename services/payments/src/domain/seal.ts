import { createHash } from 'node:crypto'

/** A block of the chain: its hash covers the block before, so that nothing sealed can change unseen. */
export interface Seal {
  /** 1, 2, 3 … without a gap. */
  sequence: number
  previous_hash: string
  /** SHA-256, hexadecimal. */
  hash: string
  /** How many transactions are in it. */
  transactions: number
  sealed_at: string
}

/** An entry beside its transaction, as stored; null where one of the two is not there. */
export interface LedgerRow {
  transaction_id: string
  source_event: string | null
  payment_id: string | null
  created_at: string | null
  entry_id: string | null
  account: string | null
  direction: string | null
  amount: number | null
  currency: string | null
  entry_created_at: string | null
}

/** `rows` in order of transaction and entry. */
interface Block {
  previous: Pick<Seal, 'sequence' | 'hash'> | undefined
  rows: LedgerRow[]
  sealed_at: string
}

/** What the first block follows. */
const GENESIS = { sequence: 0, hash: '0'.repeat(64) }

export function sealBlock({ previous = GENESIS, rows, sealed_at }: Block): Seal {
  const sequence = previous.sequence + 1
  const transactions = new Set(rows.map(({ transaction_id }) => transaction_id)).size
  const hash = createHash('sha256')
  hash.update(toLine([previous.hash, sequence, transactions, sealed_at]))
  for (const row of rows) hash.update(toLine(toValues(row)))
  return { sequence, previous_hash: previous.hash, hash: hash.digest('hex'), transactions, sealed_at }
}

/** JSON, so that no two contents have one text. */
const toLine = (values: (string | number | null)[]): string => `${JSON.stringify(values)}\n`

function toValues(row: LedgerRow): (string | number | null)[] {
  const { transaction_id, source_event, payment_id, created_at, entry_id } = row
  const { account, direction, amount, currency, entry_created_at } = row
  const entry = [entry_id, account, direction, amount, currency, entry_created_at]
  return [transaction_id, source_event, payment_id, created_at, ...entry]
}
