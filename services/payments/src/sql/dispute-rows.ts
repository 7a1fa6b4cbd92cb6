import { isDuplicateKey } from '@tradewind/sql/sql-errors.ts'
import { type Connection, marks, run, select } from '@tradewind/sql/statement.ts'
import type { Dispute, DisputeChange } from '../domain/dispute.ts'
import type { DisputePage } from '../notice-deps.ts'
import { StaleError } from './stale-error.ts'

const COLUMNS = [
  'id',
  'payment_id',
  'order_id',
  'gateway_ref',
  'charge_ref',
  'amount',
  'currency',
  'status',
  'reason',
  'evidence_due_by',
  'created_at',
  'updated_at',
] as const satisfies (keyof Dispute)[]

const SELECT = `SELECT ${COLUMNS.join(', ')} FROM disputes`
const INSERT = `INSERT INTO disputes (${COLUMNS.join(', ')}) VALUES ${marks(COLUMNS.length)}`
const UPDATE = 'UPDATE disputes SET status = ?, updated_at = ? WHERE id = ? AND status = ?'
const MOVE_DISPUTED = `UPDATE payments SET amount_disputed = amount_disputed + ?, version = version + 1, updated_at = ?
  WHERE id = ?`

/** With the payment's sum. @throws StaleError when another has moved it since */
export async function writeDispute(connection: Connection, { dispute, from, disputed }: DisputeChange): Promise<void> {
  const { id, payment_id, status, updated_at } = dispute
  if (from === undefined) await insert(connection, dispute)
  else {
    const { changed } = await run(connection, UPDATE, [status, updated_at, id, from])
    if (changed !== 1) throw new StaleError(`dispute ${id} is no longer ${from}`)
  }
  await run(connection, MOVE_DISPUTED, [disputed, updated_at, payment_id])
}

async function insert(connection: Connection, dispute: Dispute): Promise<void> {
  const values = COLUMNS.map((column) => dispute[column])
  try {
    await run(connection, INSERT, values)
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    throw new StaleError(`dispute ${dispute.gateway_ref} is known already`)
  }
}

export async function findDispute(connection: Connection, gateway_ref: string): Promise<Dispute | undefined> {
  const [row] = await select<Dispute>(connection, `${SELECT} WHERE gateway_ref = ?`, [gateway_ref])
  return row
}

export async function findDisputeById(connection: Connection, id: string): Promise<Dispute | undefined> {
  const [row] = await select<Dispute>(connection, `${SELECT} WHERE id = ?`, [id])
  return row
}

export function listDisputes(connection: Connection, page: DisputePage): Promise<Dispute[]> {
  const { payment_id, status, before_id, limit } = page
  const filters = [
    ['payment_id = ?', payment_id],
    ['status = ?', status],
    ['id < ?', before_id],
  ].filter((filter): filter is [string, string] => filter[1] !== undefined)
  const where = filters.length === 0 ? '' : `WHERE ${filters.map(([text]) => text).join(' AND ')}`
  const params = [...filters.map(([, value]) => value), limit]
  return select<Dispute>(connection, `${SELECT} ${where} ORDER BY id DESC LIMIT ?`, params)
}
