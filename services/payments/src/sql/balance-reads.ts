import { type Connection, marks, select } from '@tradewind/sql/statement.ts'
import type { Payout, PayoutPage } from '../balance-deps.ts'
import type { BalanceTransaction } from '../domain/balance-transaction.ts'

export const BALANCE_COLUMNS =
  'id, type, amount, fee, net, currency, source_ref, charge_ref, gateway_ref, payment_id, created_at'

const OPEN_PAYOUT = `SELECT id, source_ref AS payout_ref FROM balance_transactions
  WHERE type = 'payout' AND payout_ref IS NULL AND source_ref IS NOT NULL ORDER BY created_at, id LIMIT 1`
const PAYOUTS = `SELECT ${BALANCE_COLUMNS}, payout_ref FROM balance_transactions
  WHERE type = 'payout' AND payout_ref IS NOT NULL AND (created_at > ? OR (created_at = ? AND id > ?))`
const PAID_OUT = `SELECT ${BALANCE_COLUMNS} FROM balance_transactions
  WHERE payout_ref = ? AND id > ? AND type <> 'payout' ORDER BY id LIMIT ?`

export async function findKnown(connection: Connection, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const text = `SELECT id FROM balance_transactions WHERE id IN ${marks(ids.length)}`
  return new Set((await select<{ id: string }>(connection, text, ids)).map(({ id }) => id))
}

export async function findPayments(connection: Connection, { gateway_refs, ids }: Asked): Promise<Named[]> {
  const byRef = await selectNamed(connection, 'gateway_ref', gateway_refs)
  return [...byRef, ...(await selectNamed(connection, 'id', ids))]
}

interface Asked {
  gateway_refs: string[]
  ids: string[]
}

interface Named {
  id: string
  gateway_ref: string | null
}

async function selectNamed(connection: Connection, column: keyof Named, values: string[]): Promise<Named[]> {
  if (values.length === 0) return []
  return select<Named>(
    connection,
    `SELECT id, gateway_ref FROM payments WHERE ${column} IN ${marks(values.length)}`,
    values,
  )
}

export async function findOpenPayout(connection: Connection) {
  const [open] = await select<{ id: string; payout_ref: string }>(connection, OPEN_PAYOUT, [])
  return open
}

export async function listPayouts(connection: Connection, page: PayoutPage): Promise<Payout[]> {
  const { from, until, after, limit } = page
  const text = `${PAYOUTS} ${from ? 'AND created_at >= ?' : ''} ${until ? 'AND created_at < ?' : ''}
    ORDER BY created_at, id LIMIT ?`
  const bounds = [from, until].filter((bound) => bound !== undefined)
  const params = [after.created_at, after.created_at, after.id, ...bounds, limit]
  return (await select<Payout>(connection, text, params)).map(fromMovementRow)
}

interface PaidOutPage {
  payout_ref: string
  after: string
  limit: number
}

export async function listPaidOut(connection: Connection, { payout_ref, after, limit }: PaidOutPage) {
  return (await select<BalanceTransaction>(connection, PAID_OUT, [payout_ref, after, limit])).map(fromMovementRow)
}

/** BIGINT comes as text when it is large. */
export const fromMovementRow = <Row extends BalanceTransaction>(row: Row): Row => ({
  ...row,
  amount: Number(row.amount),
  fee: Number(row.fee),
  net: Number(row.net),
})
