import { isDuplicateKey } from '@tradewind/sql/sql-errors.ts'
import { type Connection, marks, run } from '@tradewind/sql/statement.ts'
import type { NewKey } from '../deps.ts'

const INSERT_KEY = `INSERT INTO idempotency_keys
  (client_id, idempotency_key, request_hash, payment_id, refund_id, created_at) VALUES ${marks(6)}`

interface Made {
  payment_id: string
  refund_id?: string
  created_at: string
}

/**
 * First in its commit: of two requests with one key the second waits for the first, then finds it (false). What a key
 * made is kept for ever; who works on it, and until when, is a matter of the attempt.
 */
export async function insertKey(connection: Connection, key: NewKey, made: Made): Promise<boolean> {
  const { client_id, idempotency_key, request_hash } = key
  const { payment_id, refund_id = null, created_at } = made
  try {
    await run(connection, INSERT_KEY, [client_id, idempotency_key, request_hash, payment_id, refund_id, created_at])
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}
