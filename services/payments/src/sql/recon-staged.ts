import type { Payment } from '@tradewind/contracts/payments.ts'
import { type Connection, marks, run, select } from '@tradewind/sql/statement.ts'
import type { BalanceTransaction } from '../domain/balance-transaction.ts'
import type { StagedPage, StagedReads } from '../reconciliation-deps.ts'
import { BALANCE_COLUMNS, fromMovementRow } from './balance-reads.ts'
import { fromPaymentRow, PAYMENT_COLUMNS, type PaymentRow } from './payment-rows.ts'
import { fromIntentRow, intentColumnsOf } from './recon-rows.ts'

const prefixed = (alias: string, columns: string): string =>
  columns
    .split(', ')
    .map((column) => `${alias}.${column}`)
    .join(', ')

const PAIRS = `SELECT ${intentColumnsOf('i')}, ${prefixed('p', PAYMENT_COLUMNS)} FROM
  (SELECT * FROM recon_intents WHERE run_id = ? AND gateway_ref > ? ORDER BY gateway_ref LIMIT ?) i
  LEFT JOIN payments p ON p.gateway_ref = i.gateway_ref ORDER BY i.gateway_ref`
const MOVEMENTS = `SELECT ${prefixed('m', BALANCE_COLUMNS)}, b.id AS copy_id, b.payment_id AS copy_payment_id FROM
  (SELECT * FROM recon_movements WHERE run_id = ? AND id > ? ORDER BY id LIMIT ?) m
  LEFT JOIN balance_transactions b ON b.id = m.id ORDER BY m.id`
const NEWEST = 'SELECT MAX(created_at) AS newest FROM recon_movements WHERE run_id = ? AND gateway_ref = ?'
const REFUNDS = "AND type IN ('refund', 'payment_refund', 'refund_failure')"
const STAGING = [
  ['recon_intents', 'gateway_ref'],
  ['recon_movements', 'id'],
] as const

export async function listPairs(connection: Connection, { run_id, after, limit }: StagedPage) {
  const rows = await select<PaymentRow & Record<string, unknown>>(connection, PAIRS, [run_id, after, limit])
  return rows.map((row) => ({ intent: fromIntentRow(row), payment: row.id === null ? undefined : toPayment(row) }))
}

/** Without what the join has put beside it. */
function toPayment(row: PaymentRow & Record<string, unknown>): Payment {
  const own = Object.entries(row).filter(([name]) => !name.startsWith('i_'))
  return fromPaymentRow(Object.fromEntries(own) as unknown as PaymentRow)
}

export async function listMovements(connection: Connection, { run_id, after, limit }: StagedPage) {
  const rows = await select<MovementRow>(connection, MOVEMENTS, [run_id, after, limit])
  return rows.map(({ copy_id, copy_payment_id, ...row }) => {
    const movement = fromMovementRow(row)
    return { movement: { ...movement, payment_id: movement.payment_id ?? copy_payment_id }, copied: copy_id !== null }
  })
}

type MovementRow = BalanceTransaction & { copy_id: string | null; copy_payment_id: string | null }

export async function findStaged(
  connection: Connection,
  { run_id, gateway_refs }: { run_id: string; gateway_refs: string[] },
) {
  if (gateway_refs.length === 0) return new Set<string>()
  const text = `SELECT gateway_ref FROM recon_intents WHERE run_id = ? AND gateway_ref IN ${marks(gateway_refs.length)}`
  const rows = await select<{ gateway_ref: string }>(connection, text, [run_id, ...gateway_refs])
  return new Set(rows.map(({ gateway_ref }) => gateway_ref))
}

export async function newestMovement(connection: Connection, { run_id, gateway_ref, of }: Newest) {
  const text = of === 'refunds' ? `${NEWEST} ${REFUNDS}` : NEWEST
  const [row] = await select<{ newest: string | null }>(connection, text, [run_id, gateway_ref])
  return row?.newest ?? undefined
}

type Newest = Parameters<StagedReads['newestMovement']>[0]

/** By ranges of the key: no statement of it takes long. */
export async function clearStaged(transaction: Connection, { run_id, limit }: { run_id: string; limit: number }) {
  for (const [table, key] of STAGING) {
    const text = `SELECT ${key} AS id FROM ${table} WHERE run_id = ? ORDER BY ${key} LIMIT ?`
    const ids = (await select<{ id: string }>(transaction, text, [run_id, limit])).map(({ id }) => id)
    const last = ids.at(-1)
    if (last === undefined) continue
    const { changed } = await run(transaction, `DELETE FROM ${table} WHERE run_id = ? AND ${key} <= ?`, [run_id, last])
    return changed
  }
  return 0
}
