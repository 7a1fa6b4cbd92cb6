import { isDuplicateKey } from '@tradewind/sql/sql-errors.ts'
import { type Connection, marks, run, select } from '@tradewind/sql/statement.ts'
import type { StrayCharge } from '../domain/stray-charge.ts'

const COLUMNS = [
  'gateway_ref',
  'payment_id',
  'order_id',
  'amount',
  'currency',
  'status',
  'refund_ref',
  'created_at',
  'updated_at',
] as const satisfies (keyof StrayCharge)[]

const SELECT = `SELECT ${COLUMNS.join(', ')} FROM stray_charges WHERE gateway_ref = ?`
const INSERT = `INSERT INTO stray_charges (${COLUMNS.join(', ')}) VALUES ${marks(COLUMNS.length)}`
const UPDATE = 'UPDATE stray_charges SET status = ?, refund_ref = ?, updated_at = ? WHERE gateway_ref = ?'
const COUNT = 'SELECT status, COUNT(*) AS charges FROM stray_charges GROUP BY status'

/** False when it is known already. */
export async function insertStray(connection: Connection, stray: StrayCharge): Promise<boolean> {
  const values = COLUMNS.map((column) => stray[column])
  try {
    await run(connection, INSERT, values)
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

export async function updateStray(connection: Connection, stray: StrayCharge): Promise<void> {
  const { status, refund_ref, updated_at, gateway_ref } = stray
  await run(connection, UPDATE, [status, refund_ref, updated_at, gateway_ref])
}

export async function findStray(connection: Connection, gateway_ref: string): Promise<StrayCharge | undefined> {
  const [row] = await select<StrayCharge>(connection, SELECT, [gateway_ref])
  return row
}

export const countStrays = (connection: Connection) =>
  select<{ status: StrayCharge['status']; charges: number }>(connection, COUNT, [])
