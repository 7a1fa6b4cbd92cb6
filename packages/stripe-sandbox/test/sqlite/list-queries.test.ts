import { DatabaseSync } from 'node:sqlite'
import { createStatements } from '@tradewind/sql/statements.ts'
import { expect, test } from 'vitest'
import type { Kind } from '../../src/gateway-store.ts'
import { buildChargeQuery, buildEventQuery, buildIntentQuery, buildObjectQuery } from '../../src/sqlite/list-queries.ts'
import { OBJECT_TABLES } from '../../src/sqlite/object-tables.ts'
import { createTables } from '../../src/sqlite/schema.ts'

const database = new DatabaseSync(':memory:')
createTables(createStatements(database, { statements: 0, commits: 0 }))

/** What SQLite would do for a query: each step a line. */
function planOf({ sql, params }: { sql: string; params: (string | number)[] }): string[] {
  const rows = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...params)
  return rows.map(({ detail }) => String(detail))
}

const RANGE = { from: 1, until: 9_000_000_000_000_000 }
const FILTERED = Object.keys(OBJECT_TABLES).flatMap((kind) =>
  OBJECT_TABLES[kind as Kind].members.map((member) => [kind as Kind, member] as const),
)

test.each(FILTERED)('when %s is listed by %s then an index answers, in order and page by page', (kind, member) => {
  for (const range of [{}, RANGE, { after: 5 }, { before: 5 }]) {
    const filter = { limit: 10, equals: { [member]: 'x' }, ...range }
    const [step, ...others] = planOf(buildObjectQuery(OBJECT_TABLES[kind].name, filter))
    expect(step).toMatch(new RegExp(`^SEARCH .* USING INDEX \\w+_by_${member} \\(${member}=\\?`))
    expect(others).toEqual([])
  }
})

test('when events are listed by types then each type is a search of its own', () => {
  const plan = planOf(buildEventQuery({ limit: 10, types: ['refund.failed', 'payout.paid'], ...RANGE }))
  expect(plan.filter((step) => /SEARCH events USING INDEX events_type \(type=\?/.test(step))).toHaveLength(2)
  expect(plan.filter((step) => /^SCAN events$/.test(step))).toEqual([])
})

test.each([
  ['charges of an order', buildChargeQuery({ limit: 10, newest_first: false, order_id: 'ord_1', after: 5 })],
  ['intents by metadata', buildIntentQuery({ limit: 10, metadata: [['order_id', 'ord_1']], ...RANGE })],
  ['intents of a customer', buildIntentQuery({ limit: 10, customer: 'cus_1', ...RANGE })],
])('when %s are listed then nothing is scanned or sorted', (_name, query) => {
  const plan = planOf(query)
  expect(
    plan.every((step) => /^SEARCH/.test(step)),
    plan.join('\n'),
  ).toBe(true)
})
