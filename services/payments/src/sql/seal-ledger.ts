import { isDuplicateKey } from '@tradewind/sql/sql-errors.ts'
import { type Connection, marks, run } from '@tradewind/sql/statement.ts'
import type { AccountSum } from '../domain/account-sums.ts'
import type { Seal } from '../domain/seal.ts'
import type { SealedBlock } from '../ledger-deps.ts'

const INSERT_SEAL =
  'INSERT INTO ledger_seals (sequence, previous_hash, hash, transactions, sealed_at) VALUES (?, ?, ?, ?, ?)'
const JOIN_BLOCK = 'UPDATE ledger_chain SET seal_sequence = ? WHERE seal_sequence IS NULL AND transaction_id IN'
const ADD_TO_SUM =
  'UPDATE ledger_balances SET debits = debits + ?, credits = credits + ? WHERE account = ? AND currency = ?'
const INSERT_SUM = 'INSERT INTO ledger_balances (debits, credits, account, currency) VALUES (?, ?, ?, ?)'

/** The seal first: of two who seal at once, its key lets one go on. */
export async function sealLedger(transaction: Connection, block: SealedBlock): Promise<boolean> {
  const { seal, transaction_ids, sums } = block
  if (!(await insertSeal(transaction, seal))) return false
  const text = `${JOIN_BLOCK} ${marks(transaction_ids.length)}`
  const { changed } = await run(transaction, text, [seal.sequence, ...transaction_ids])
  if (changed !== transaction_ids.length)
    throw new Error(`block ${seal.sequence}: ${changed} transactions were unsealed`)
  for (const sum of sums) await addSum(transaction, sum)
  return true
}

async function insertSeal(transaction: Connection, seal: Seal): Promise<boolean> {
  const { sequence, previous_hash, hash, transactions, sealed_at } = seal
  try {
    await run(transaction, INSERT_SEAL, [sequence, previous_hash, hash, transactions, sealed_at])
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

async function addSum(transaction: Connection, { account, currency, debits, credits }: AccountSum): Promise<void> {
  const params = [debits, credits, account, currency]
  const { changed } = await run(transaction, ADD_TO_SUM, params)
  if (changed === 0) await run(transaction, INSERT_SUM, params)
}
