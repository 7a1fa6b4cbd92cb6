import { type Runtime, toTimestamp } from '@tradewind/service/runtime.ts'
import { addToSums } from '../domain/account-sums.ts'
import { sealBlock } from '../domain/seal.ts'
import type { LedgerStore } from '../ledger-deps.ts'

/** Transactions in one block: read, hashed and checked at once. */
export const LARGEST_BLOCK = 500

/**
 * Seals what is committed and in no block yet; answers how many transactions. What is read is never changed again, so it
 * may be read before the commit that seals it; that nobody has sealed meanwhile is held by the key of the sequence.
 */
export async function sealLedger({ ledger, runtime }: { ledger: LedgerStore; runtime: Runtime }): Promise<number> {
  const previous = await ledger.lastSeal()
  const rows = await ledger.readUnsealed(LARGEST_BLOCK)
  if (rows.length === 0) return 0
  const seal = sealBlock({ previous, rows, sealed_at: toTimestamp(runtime.now()) })
  const transaction_ids = [...new Set(rows.map(({ transaction_id }) => transaction_id))]
  const sums = [...addToSums(new Map(), rows).values()]
  return (await ledger.seal({ seal, transaction_ids, sums })) ? seal.transactions : 0
}
