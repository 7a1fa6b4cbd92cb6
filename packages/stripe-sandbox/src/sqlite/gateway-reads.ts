import type { Statements } from '@tradewind/sql/statements.ts'
import type Stripe from 'stripe'
import type { GatewayReads, StoredAnswer, StoredObject, Total } from '../gateway-store.ts'
import { buildChargeQuery, buildIntentQuery } from './list-queries.ts'

export function createReads(statements: Statements): GatewayReads {
  const findText = (table: string, id: string) =>
    statements.get<StoredObject>(`SELECT position, object FROM ${table} WHERE id = ?`, [id])
  return {
    findAnswer: (key) => statements.get<StoredAnswer>('SELECT * FROM idempotency_keys WHERE key = ?', [key]),
    findIntentText: (id) => findText('payment_intents', id),
    findIntent: (id) => parse<Stripe.PaymentIntent>(findText('payment_intents', id)),
    findCharge: (id) => parse<Stripe.Charge>(findText('charges', id)),
    listIntents(filter) {
      const { sql, params } = buildIntentQuery(filter)
      const rows = statements.all<StoredObject>(sql, params)
      return filter.before === undefined ? rows : rows.reverse()
    },
    listCharges(filter) {
      const { sql, params } = buildChargeQuery(filter)
      return statements.all<StoredObject>(sql, params)
    },
    listTotals: () => statements.all<Total>('SELECT * FROM charge_totals WHERE count > 0 ORDER BY currency, state'),
  }
}

function parse<T>(row: StoredObject | undefined): T | undefined {
  return row && (JSON.parse(row.object) as T)
}
