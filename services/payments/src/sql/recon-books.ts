import type { Payment } from '@tradewind/contracts/payments.ts'
import { lowestIdAt } from '@tradewind/service/ids.ts'
import { type Connection, marks, select } from '@tradewind/sql/statement.ts'
import type { PaymentSum } from '../domain/compare-ledger.ts'
import type { Posted } from '../domain/compare-movement.ts'
import type { WindowPage } from '../reconciliation-deps.ts'
import { fromPaymentRow, PAYMENT_COLUMNS, type PaymentRow } from './payment-rows.ts'
import { NO_PAYMENT } from './post-transaction.ts'

/** An id is made right after the time its row bears; a clock that is set back in between is forgiven so much. */
const CLOCK_STEP_MS = 60_000

const PAYMENTS = `SELECT ${PAYMENT_COLUMNS}, (SELECT COUNT(*) FROM recon_intents i
    WHERE i.run_id = ? AND i.gateway_ref = p.gateway_ref) AS staged
  FROM payments p WHERE id > ? AND id < ? AND created_at >= ? AND created_at < ? ORDER BY id LIMIT ?`
const POSTED = `SELECT t.id, t.payment_id, p.created_at AS payment_at FROM ledger_transactions t
  LEFT JOIN payments p ON p.id = t.payment_id
  WHERE t.id > ? AND t.id < ? AND t.payment_id <> '${NO_PAYMENT}' ORDER BY t.id LIMIT ?`
const NET = "SUM(CASE e.direction WHEN 'debit' THEN e.amount ELSE -e.amount END)"
const JOINED = 'FROM ledger_transactions t JOIN ledger_entries e ON e.transaction_id = t.id'

export async function findPayments(connection: Connection, { ids, order_ids }: { ids: string[]; order_ids: string[] }) {
  const payments = await selectPayments(connection, 'id', ids)
  return [...payments, ...(await selectPayments(connection, 'order_id', order_ids))]
}

async function selectPayments(connection: Connection, column: 'id' | 'order_id', values: string[]): Promise<Payment[]> {
  if (values.length === 0) return []
  const text = `SELECT ${PAYMENT_COLUMNS} FROM payments WHERE ${column} IN ${marks(values.length)}`
  return (await select<PaymentRow>(connection, text, values)).map(fromPaymentRow)
}

export async function listPayments(connection: Connection, page: WindowPage) {
  const { run_id, from, to, limit } = page
  const [after, end] = idRange('pay', page)
  const params = [run_id, after, end, from, to, limit]
  const rows = await select<PaymentRow & { staged: number }>(connection, PAYMENTS, params)
  return rows.map(({ staged, ...row }) => ({ payment: fromPaymentRow(row), staged: Number(staged) > 0 }))
}

export async function listPosted(connection: Connection, page: WindowPage) {
  const [after, end] = idRange('ltx', page)
  return select<{ id: string; payment_id: string; payment_at: string | null }>(connection, POSTED, [
    after,
    end,
    page.limit,
  ])
}

/** Where the page begins and the window ends, by ids. */
function idRange(prefix: string, { after, from, to }: WindowPage): [string, string] {
  const start = lowestIdAt(prefix, Date.parse(from) - CLOCK_STEP_MS)
  return [after > start ? after : start, lowestIdAt(prefix, Date.parse(to) + CLOCK_STEP_MS)]
}

export async function sumPayments(connection: Connection, payment_ids: string[]): Promise<PaymentSum[]> {
  if (payment_ids.length === 0) return []
  const text = `SELECT t.payment_id, e.account, e.currency, ${NET} AS net ${JOINED}
    WHERE t.payment_id IN ${marks(payment_ids.length)} GROUP BY t.payment_id, e.account, e.currency`
  const rows = await select<PaymentSum>(connection, text, payment_ids)
  return rows.map((row) => ({ ...row, net: Number(row.net) }))
}

/** Credits of what the gateway owes us. */
export async function sumPosted(connection: Connection, source_events: string[]): Promise<Posted> {
  if (source_events.length === 0) return new Map()
  const text = `SELECT t.source_event, ${NET} AS net ${JOINED} WHERE e.account = 'gateway_receivable'
    AND t.source_event IN ${marks(source_events.length)} GROUP BY t.source_event`
  const rows = await select<{ source_event: string; net: number }>(connection, text, source_events)
  return new Map(rows.map(({ source_event, net }) => [source_event, -Number(net)]))
}
