import type { WithId } from 'mongodb'
import type { StoredOrder } from '../domain/order.ts'
import { toEmailKey } from '../domain/order-query.ts'
import { searchTermsOf } from '../domain/search-terms.ts'
import { upgradeOrder } from '../domain/upgrade-order.ts'

/** What lists, search and feed need beside the order; made of it at every write. */
export interface Derived {
  email_key: string
  search_terms: string[]
  /** When the newest event was made, while there are events that the feed has not. */
  feed_due?: string
  /** The feed has the events up to this one. An older value only makes the relay look once more. */
  fed_sequence?: number
}

export type OrderDocument = Omit<StoredOrder, 'id'> & { _id: string } & Derived

/** An order from the store still knows how far the feed is; nobody else looks at it. */
const FED = Symbol('fed_sequence')
type FedOrder = StoredOrder & { [FED]?: number }

export function toDocument({ id, ...order }: StoredOrder): OrderDocument {
  return { _id: id, ...order, ...toDerived(order, (order as Partial<FedOrder>)[FED]) }
}

export function toDerived(
  order: Pick<StoredOrder, 'number' | 'external_reference' | 'customer' | 'line_items' | 'events'>,
  fed_sequence = 0,
): Derived {
  const newest = order.events.at(-1)
  return {
    email_key: toEmailKey(order.customer.email),
    search_terms: searchTermsOf(order),
    ...(newest && newest.sequence > fed_sequence && { feed_due: newest.created_at }),
    ...(fed_sequence > 0 && { fed_sequence }),
  }
}

export function toOrder(document: WithId<OrderDocument>): StoredOrder {
  const { _id, email_key: _email, search_terms: _terms, feed_due: _due, fed_sequence, ...order } = document
  const found: FedOrder = upgradeOrder({ id: _id, ...order })
  // Hidden from comparing and serializing, but carried along by every spread.
  if (fed_sequence !== undefined) found[FED] = fed_sequence
  return found
}
