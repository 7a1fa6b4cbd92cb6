import type { Statements } from '@tradewind/sql/statements.ts'
import type Stripe from 'stripe'
import { changeTotals, removeFromTotals, type TotalChange } from '../domain/charge-totals.ts'
import type { GatewayWrites, Kind } from '../gateway-store.ts'
import { createReads } from './gateway-reads.ts'
import { membersOf, OBJECT_TABLES } from './object-tables.ts'
import { createWebhookWrites } from './webhook-writes.ts'

export function createWrites(statements: Statements, nextPosition: () => number): GatewayWrites {
  const { find, findText, list, listEndpoints, listBalances } = createReads(statements)
  return {
    find,
    list,
    listEndpoints,
    listBalances,
    nextPosition,
    insertIntent(intent, { position, text }) {
      statements.run(INSERT_INTENT, [position, intent.id, intent.customer as string | null, text])
      insertMetadata(statements, { position, pairs: Object.entries(intent.metadata) })
    },
    updateIntent: (id, text) => void statements.run('UPDATE payment_intents SET object = ? WHERE id = ?', [text, id]),
    insertCharge(charge, { position, text }) {
      const order_id = charge.metadata.order_id ?? null
      statements.run(INSERT_CHARGE, [position, charge.id, order_id, text, ...membersOf('charge', charge)])
      for (const change of changeTotals(undefined, charge)) addToTotal(statements, change)
    },
    updateCharge(before, after) {
      statements.run('UPDATE charges SET object = ? WHERE id = ?', [JSON.stringify(after), after.id])
      for (const change of changeTotals(before, after)) addToTotal(statements, change)
    },
    insert(kind, object, { position, text }) {
      statements.run(INSERTS[kind], [position, object.id, text, ...membersOf(kind, object)])
    },
    update(kind, object) {
      statements.run(UPDATES[kind], [JSON.stringify(object), ...membersOf(kind, object), object.id])
    },
    reindexIntent(before, { after, text }) {
      removeMetadata(statements, before)
      statements.run(REINDEX_INTENT, [after.customer as string | null, text, after.id])
      const { position = 0 } = findText('payment_intent', after.id) ?? {}
      insertMetadata(statements, { position, pairs: Object.entries(after.metadata) })
    },
    removeIntent(intent) {
      removeMetadata(statements, intent)
      statements.run('DELETE FROM payment_intents WHERE id = ?', [intent.id])
    },
    removeCharge(charge) {
      statements.run('DELETE FROM charges WHERE id = ?', [charge.id])
      for (const change of removeFromTotals(charge)) addToTotal(statements, change)
    },
    remove: (kind, id) => void statements.run(`DELETE FROM ${OBJECT_TABLES[kind].name} WHERE id = ?`, [id]),
    addToBalance: (currency, net) => void statements.run(ADD_TO_BALANCE, [currency, net]),
    closePayoutRange: ({ payout_id, currency }) =>
      void statements.run(CLOSE_PAYOUT_RANGE, [payout_id, currency, currency, nextPosition()]),
    insertAnswer(key, { endpoint, params_hash, request_id, status, body }) {
      statements.run(INSERT_ANSWER, [key, endpoint, params_hash, request_id, status, body])
    },
    markStruck: ({ name }, scope) => statements.run(MARK_STRUCK, [name, scope]).changes === 1,
    ...createWebhookWrites(statements, nextPosition),
  }
}

/** The statements of each kind, written once. */
function forEachKind(write: (name: string, members: readonly string[]) => string): Record<Kind, string> {
  const entries = Object.entries(OBJECT_TABLES).map(([kind, { name, members }]) => [kind, write(name, members)])
  return Object.fromEntries(entries) as Record<Kind, string>
}

const INSERTS = forEachKind((name, members) => {
  const columns = ['position', 'id', 'object', ...members]
  return `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`
})
const UPDATES = forEachKind((name, members) => {
  const columns = ['object', ...members].map((column) => `${column} = ?`)
  return `UPDATE ${name} SET ${columns.join(', ')} WHERE id = ?`
})
const INSERT_INTENT = 'INSERT INTO payment_intents (position, id, customer, object) VALUES (?, ?, ?, ?)'
const INSERT_CHARGE =
  'INSERT INTO charges (position, id, order_id, object, customer, payment_intent) VALUES (?, ?, ?, ?, ?, ?)'
const INSERT_ANSWER =
  'INSERT INTO idempotency_keys (key, endpoint, params_hash, request_id, status, body) VALUES (?, ?, ?, ?, ?, ?)'
const MARK_STRUCK = 'INSERT INTO struck_faults (name, scope) VALUES (?, ?) ON CONFLICT DO NOTHING'
const ADD_TO_TOTAL = `INSERT INTO charge_totals (currency, state, count, amount) VALUES (?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET count = count + excluded.count, amount = amount + excluded.amount`
const REINDEX_INTENT = 'UPDATE payment_intents SET customer = ?, object = ? WHERE id = ?'
const REMOVE_METADATA = `DELETE FROM payment_intent_metadata
  WHERE key = ? AND value = ? AND position = (SELECT position FROM payment_intents WHERE id = ?)`
const ADD_TO_BALANCE = `INSERT INTO balances (currency, amount) VALUES (?, ?)
  ON CONFLICT DO UPDATE SET amount = amount + excluded.amount`

const CLOSE_PAYOUT_RANGE = `INSERT INTO payout_ranges (payout_id, currency, from_position, until_position) VALUES (?, ?,
  (SELECT coalesce(max(until_position), 0) FROM payout_ranges WHERE currency = ?), ?)`

function addToTotal(statements: Statements, { currency, state, count, amount }: TotalChange): void {
  statements.run(ADD_TO_TOTAL, [currency, state, count, amount])
}

function removeMetadata(statements: Statements, { id, metadata }: Stripe.PaymentIntent): void {
  for (const pair of Object.entries(metadata)) statements.run(REMOVE_METADATA, [...pair, id])
}

/** All pairs in one statement; its text depends on their number alone, which Stripe limits to 50. */
function insertMetadata(statements: Statements, row: { position: number; pairs: [string, string][] }): void {
  if (row.pairs.length === 0) return
  const values = row.pairs.map(() => '(?, ?, ?)').join(', ')
  const params = row.pairs.flatMap(([key, value]) => [key, value, row.position])
  statements.run(`INSERT INTO payment_intent_metadata (key, value, position) VALUES ${values}`, params)
}
