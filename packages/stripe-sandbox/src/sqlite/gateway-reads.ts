import type { Statements } from '@tradewind/sql/statements.ts'
import type {
  Balance,
  GatewayReads,
  Kind,
  ObjectKinds,
  PayoutRange,
  StoredAnswer,
  StoredObject,
  Total,
} from '../gateway-store.ts'
import { buildChargeQuery, buildIntentQuery, buildObjectQuery } from './list-queries.ts'
import { newestFirst } from './newest-first.ts'
import { OBJECT_TABLES } from './object-tables.ts'
import { createWebhookReads } from './webhook-reads.ts'

export function createReads(statements: Statements): GatewayReads {
  const findText = (kind: Kind, id: string) =>
    statements.get<StoredObject>(`SELECT position, object FROM ${OBJECT_TABLES[kind].name} WHERE id = ?`, [id])
  return {
    findText,
    find: (kind, id) => parse(findText(kind, id)),
    findAnswer: (key) => statements.get<StoredAnswer>('SELECT * FROM idempotency_keys WHERE key = ?', [key]),
    list(kind, filter) {
      const { sql, params } = buildObjectQuery(OBJECT_TABLES[kind].name, filter)
      return newestFirst(statements.all<StoredObject>(sql, params), filter)
    },
    listIntents(filter) {
      const { sql, params } = buildIntentQuery(filter)
      return newestFirst(statements.all<StoredObject>(sql, params), filter)
    },
    listCharges(filter) {
      const { sql, params } = buildChargeQuery(filter)
      return statements.all<StoredObject>(sql, params)
    },
    listTotals: () => statements.all<Total>('SELECT * FROM charge_totals WHERE count > 0 ORDER BY currency, state'),
    listBalances: () => statements.all<Balance>('SELECT * FROM balances ORDER BY currency'),
    findPayoutRange: (payout_id) => statements.get<PayoutRange>(PAYOUT_RANGE, [payout_id]),
    ...createWebhookReads(statements),
  }
}

const PAYOUT_RANGE =
  'SELECT currency, from_position AS "from", until_position AS "until" FROM payout_ranges WHERE payout_id = ?'

function parse<K extends Kind>(row: StoredObject | undefined): ObjectKinds[K] | undefined {
  return row && (JSON.parse(row.object) as ObjectKinds[K])
}
