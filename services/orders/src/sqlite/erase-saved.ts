import type { Statements } from '@tradewind/sql/statements.ts'
import type { StoredOrder } from '../domain/order.ts'
import { searchTermsOf } from '../domain/search-terms.ts'

interface Erasing {
  before: StoredOrder
  after: StoredOrder
  save: (statements: Statements, order: StoredOrder) => boolean
}

/** The order, its terms and its events in the feed, in one transaction. */
export function eraseSaved(statements: Statements, { before, after, save }: Erasing): boolean {
  if (!save(statements, after)) return false
  const { id } = after
  const terms = searchTermsOf(after)
  const gone = searchTermsOf(before).filter((term) => !terms.includes(term))
  statements.run('UPDATE orders SET search_terms = ? WHERE id = ?', [JSON.stringify(terms), id])
  statements.run('DELETE FROM order_terms WHERE id = ? AND term IN (SELECT value FROM json_each(?))', [
    id,
    JSON.stringify(gone),
  ])
  for (const event of after.events) {
    statements.run('UPDATE events SET data = ? WHERE id = ?', [JSON.stringify(event.data), event.id])
  }
  return true
}
