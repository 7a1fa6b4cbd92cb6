import type { Refund } from '@tradewind/contracts/refunds.ts'
import { type Connection, marks, run, select } from '@tradewind/sql/statement.ts'
import type { RefundChange } from '../domain/refund.ts'
import { fromJson, toJson } from './payment-rows.ts'
import { StaleError } from './stale-error.ts'

/** A refund as a row: what is an object there is JSON text here. */
type RefundRow = Omit<Refund, 'last_error' | 'metadata'> & { last_error: string | null; metadata: string }

const COLUMNS = [
  'id',
  'payment_id',
  'order_id',
  'amount',
  'currency',
  'status',
  'reason',
  'gateway_ref',
  'last_error',
  'metadata',
  'created_at',
  'updated_at',
] as const satisfies (keyof RefundRow)[]

const SELECT = `SELECT ${COLUMNS.join(', ')} FROM refunds`
const INSERT = `INSERT INTO refunds (${COLUMNS.join(', ')}) VALUES ${marks(COLUMNS.length)}`
const UPDATE =
  'UPDATE refunds SET status = ?, gateway_ref = ?, last_error = ?, updated_at = ? WHERE id = ? AND status = ?'

export async function insertRefund(connection: Connection, refund: Refund): Promise<void> {
  const row: RefundRow = {
    ...refund,
    last_error: toJson(refund.last_error),
    metadata: JSON.stringify(refund.metadata),
  }
  await run(
    connection,
    INSERT,
    COLUMNS.map((column) => row[column]),
  )
}

/** @throws StaleError when another has moved it since */
export async function updateRefund(connection: Connection, { refund, from }: RefundChange): Promise<void> {
  const { id, status, gateway_ref, last_error, updated_at } = refund
  const values = [status, gateway_ref, toJson(last_error), updated_at]
  const { changed } = await run(connection, UPDATE, [...values, id, from])
  if (changed !== 1) throw new StaleError(`refund ${id} is no longer ${from}`)
}

export async function findRefund(connection: Connection, id: string): Promise<Refund | undefined> {
  const [row] = await select<RefundRow>(connection, `${SELECT} WHERE id = ?`, [id])
  return row && fromRow(row)
}

export async function findRefundByRef(connection: Connection, gateway_ref: string): Promise<Refund | undefined> {
  const [row] = await select<RefundRow>(connection, `${SELECT} WHERE gateway_ref = ?`, [gateway_ref])
  return row && fromRow(row)
}

export async function listRefunds(connection: Connection, page: Page): Promise<Refund[]> {
  const { payment_id, before_id, limit } = page
  const older = before_id === undefined ? '' : 'AND id < ?'
  const params = before_id === undefined ? [payment_id, limit] : [payment_id, before_id, limit]
  const text = `${SELECT} WHERE payment_id = ? ${older} ORDER BY id DESC LIMIT ?`
  return (await select<RefundRow>(connection, text, params)).map(fromRow)
}

interface Page {
  payment_id: string
  before_id?: string
  limit: number
}

const fromRow = (row: RefundRow): Refund => ({
  ...row,
  last_error: fromJson(row.last_error),
  metadata: JSON.parse(row.metadata),
})
