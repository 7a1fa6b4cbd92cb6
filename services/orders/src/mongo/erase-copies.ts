import type { StoredOrder } from '../domain/order.ts'
import { searchTermsOf } from '../domain/search-terms.ts'
import { isFed } from './order-document.ts'
import type { Collections } from './relay-events.ts'
import { toTermId } from './walk-terms.ts'

/**
 * Takes the customer out of what was copied of an order, before the order itself changes: whoever dies between finds the
 * order as it was and does it again. False while the relay may still copy: it would bring back what was erased.
 */
export async function eraseCopies(
  { events, terms }: Pick<Collections, 'events' | 'terms'>,
  { before, after }: { before: StoredOrder; after: StoredOrder },
): Promise<boolean> {
  if (!isFed(before)) return false
  const kept = searchTermsOf(after)
  const gone = searchTermsOf(before).filter((term) => !kept.includes(term))
  await terms.deleteMany({ _id: { $in: gone.map((term) => toTermId(term, before.id)) } })
  const updates = after.events.map(({ id, data }) => ({ updateOne: { filter: { id }, update: { $set: { data } } } }))
  await events.bulkWrite(updates, { ordered: false })
  return true
}
