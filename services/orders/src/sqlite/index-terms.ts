import { failpoint } from '@tradewind/service/failpoint.ts'
import type { SqliteFile } from '@tradewind/sql/sqlite-file.ts'
import type { Statements } from '@tradewind/sql/statements.ts'
import type { StoredOrder } from '../domain/order.ts'
import { searchTermsOf } from '../domain/search-terms.ts'

const BATCH = 500

/**
 * Makes the orders of new events findable by their terms, many in one write: an order that is accepted does not wait for
 * it, who searches does. True when there is more to do.
 */
export async function indexTerms(file: SqliteFile): Promise<boolean> {
  if (!isBehind(file.read)) return false
  const more = await file.write((statements) => {
    const old = fillTerms(statements)
    const fresh = indexNewest(statements)
    return old === BATCH || fresh === BATCH
  })
  failpoint('orders.after_feed')
  return more
}

/** Whether there are orders that a search would not find. */
export function isBehind(statements: Statements): boolean {
  const { behind } = statements.get<{ behind: number }>(`SELECT
    EXISTS (SELECT 1 FROM orders WHERE search_terms IS NULL)
    OR (SELECT next FROM counters WHERE name = 'terms_of_event') <= (SELECT MAX(position) FROM events) AS behind`) ?? {
    behind: 0,
  }
  return behind === 1
}

/** Orders that were there before there were terms. */
function fillTerms(statements: Statements): number {
  const old = statements.all<{ id: string; document: string }>(
    'SELECT id, document FROM orders WHERE search_terms IS NULL LIMIT ?',
    [BATCH],
  )
  for (const { id, document } of old) {
    const terms = JSON.stringify(searchTermsOf(JSON.parse(document) as StoredOrder))
    statements.run('UPDATE orders SET search_terms = ? WHERE id = ?', [terms, id])
    statements.run('INSERT OR IGNORE INTO order_terms SELECT value, ? FROM json_each(?)', [id, terms])
  }
  return old.length
}

function indexNewest(statements: Statements): number {
  const { next } = statements.get<{ next: number }>("SELECT next FROM counters WHERE name = 'terms_of_event'") ?? {
    next: 1,
  }
  const { last, count } = statements.get<{ last: number | null; count: number }>(
    'SELECT MAX(position) AS last, COUNT(*) AS count FROM (SELECT position FROM events WHERE position >= ? ORDER BY position LIMIT ?)',
    [next, BATCH],
  ) ?? { last: null, count: 0 }
  if (last === null) return 0
  statements.run(
    `INSERT OR IGNORE INTO order_terms SELECT term.value, orders.id
      FROM events CROSS JOIN orders ON orders.id = events.order_id CROSS JOIN json_each(orders.search_terms) AS term
      WHERE events.position BETWEEN ? AND ? AND events.type = 'order.created' ORDER BY 1, 2`,
    [next, last],
  )
  statements.run("UPDATE counters SET next = ? WHERE name = 'terms_of_event'", [last + 1])
  return count
}
