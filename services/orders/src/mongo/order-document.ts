import type { WithId } from 'mongodb'
import { claimKeysOf } from '../domain/fulfillment/claim-keys.ts'
import { pickableAt } from '../domain/fulfillment/fulfillable.ts'
import type { StoredOrder } from '../domain/order.ts'
import { toEmailKey } from '../domain/order-query.ts'
import { searchTermsOf } from '../domain/search-terms.ts'
import { upgradeOrder } from '../domain/upgrade-order.ts'

/** What lists, search, feed and pickers need beside the order; made of it at every write. */
export interface Derived {
  email_key: string
  search_terms: string[]
  /** When the newest event was made, while there are events that the feed has not. */
  feed_due?: string
  /** The feed has the events up to this one. An older value only makes the relay look once more. */
  fed_sequence?: number
  /** While the order waits for a picker. */
  pickable_at?: string
  /** Of the claims that found the order by themselves. */
  claim_keys?: string[]
}

export type OrderDocument = Omit<StoredOrder, 'id'> & { _id: string } & Derived

/** An order from the store still knows how far the feed is; nobody else looks at it. */
const FED = Symbol('fed_sequence')
type FedOrder = StoredOrder & { [FED]?: number }

export function toDocument({ id, ...order }: StoredOrder): OrderDocument {
  return { _id: id, ...order, ...toDerived({ id, ...order }, (order as Partial<FedOrder>)[FED]) }
}

export function toDerived(order: StoredOrder, fed_sequence = 0): Derived {
  const newest = order.events.at(-1)
  const pickable_at = pickableAt(order)
  const claim_keys = claimKeysOf(order)
  return {
    email_key: toEmailKey(order.customer.email),
    search_terms: searchTermsOf(order),
    ...(newest && newest.sequence > fed_sequence && { feed_due: newest.created_at }),
    ...(fed_sequence > 0 && { fed_sequence }),
    ...(pickable_at !== undefined && { pickable_at }),
    ...(claim_keys.length > 0 && { claim_keys }),
  }
}

export function toOrder(document: WithId<OrderDocument>): StoredOrder {
  const { _id, email_key: _email, search_terms: _terms, feed_due: _due, fed_sequence, ...more } = document
  const { pickable_at: _pickable, claim_keys: _keys, ...order } = more
  const found: FedOrder = upgradeOrder({ id: _id, ...order })
  // Hidden from comparing and serializing, but carried along by every spread.
  if (fed_sequence !== undefined) found[FED] = fed_sequence
  return found
}

/** Whether the feed has all of an order's events, as far as the order knows. */
export const isFed = (order: StoredOrder): boolean => ((order as FedOrder)[FED] ?? 0) >= order.events.length
