import type { OrderFulfillment } from '@tradewind/contracts/orders.ts'
import type { StatementCounts } from '@tradewind/sql/statement-counts.ts'
import type { CommandKey, Effect, StoredOrder } from './domain/order.ts'
import type { OrderFilter, OrderQuery, OrderSlice } from './domain/order-query.ts'
import type { EventStore } from './event-deps.ts'

/** Where orders live. Every answer of a write means: on disk. */
export interface OrderStore {
  /** False when an order with its idempotency key or external reference is there already. */
  insert(order: StoredOrder): Promise<boolean>
  find(id: string): Promise<StoredOrder | undefined>
  findByKey(key: { client_id: string; idempotency_key: string }): Promise<StoredOrder | undefined>
  findByFulfillment(fulfillment_id: string): Promise<StoredOrder | undefined>
  /** Orders that nobody has begun with, the oldest first. */
  listPickable(limit: number): Promise<StoredOrder[]>
  /** The orders that were claimed as the next ones under these keys. */
  findClaimed(keys: ClaimKey[]): Promise<StoredOrder[]>
  /** Of orders with such fulfillments, the oldest first. */
  listFulfillments(query: FulfillmentQuery): Promise<StoredOrder[]>
  /**
   * Replaces the order, if what is stored is the version right before it, and no other was claimed under a key of its;
   * else false.
   */
  save(order: StoredOrder): Promise<boolean>
  /**
   * As `save` of an order without its customer, and with it what the search and the feed hold of it. False also while they
   * do not have all of `before` yet.
   */
  erase(change: { before: StoredOrder; after: StoredOrder }): Promise<boolean>
  /** As `save` for many at once; true only for what is stored, false also where the store cannot tell. */
  saveAll(orders: StoredOrder[]): Promise<boolean[]>
  /** Takes the lease of up to `limit` orders whose effects are due, longest due first. */
  claimDue(claim: Claim): Promise<StoredOrder[]>
  /** In bounded time, whatever is asked for: where few fit, the slice may end early and say where it goes on. */
  list(query: OrderQuery): Promise<OrderSlice>
  count(filter: OrderFilter): Promise<OrderCount>
  /** The first of `count` order numbers that no one else gets. */
  reserveNumbers(count: number): Promise<number>
  /** Orders with effects left, and when the longest due one became due (RFC 3339). */
  countDue(): Promise<{ orders: number; oldest?: string }>
  /** Effects by their type, in the 10,000 orders that are due first. */
  countEffects(): Promise<EffectCount[]>
}

export type ClaimKey = Pick<CommandKey, 'client_id' | 'idempotency_key'>

export interface FulfillmentQuery {
  status: OrderFulfillment['status']
  picker?: string
  /** Orders from this one on. */
  from_order_id?: string
  limit: number
}

/** `failed`: with an attempt that did not finish. `oldest`: when the first of them was added (RFC 3339). */
export interface EffectCount {
  type: Effect['type']
  effects: number
  failed: number
  oldest?: string
}

/** How many orders fit; not `exact`: at least so many. */
export interface OrderCount {
  count: number
  exact: boolean
}

/** Work that one replica at a time should do. It only spares work: what is right rests on keys and versions. */
export interface LeaseStore {
  /** Whether `owner` has it now until `until`: it was free, over, or its own. */
  take(lease: { name: string; owner: string; now: string; until: string }): Promise<boolean>
  /** Gives it back before it is over; who has it not changes nothing. */
  release(lease: { name: string; owner: string }): Promise<void>
}

/** A customer whose personal data is to leave all orders. Times are RFC 3339. */
export interface Erasure {
  customer_id: string
  status: 'running' | 'done'
  requested_at: string
  done_at?: string
}

/** What was asked to be erased, kept until it is done and after. */
export interface ErasureStore {
  /** Begins it, or begins it anew where it was done; one that runs goes on. */
  request(erasure: { customer_id: string; at: string }): Promise<Erasure>
  find(customer_id: string): Promise<Erasure | undefined>
  /** The one that runs longest. */
  next(): Promise<Erasure | undefined>
  finish(erasure: { customer_id: string; at: string }): Promise<void>
}

/** A store and the connection it lives on. */
export interface OpenedStore {
  store: OrderStore
  events: EventStore
  leases: LeaseStore
  erasures: ErasureStore
  counts: StatementCounts
  /** Rejects when the database does not answer. */
  probe(): Promise<void>
  close(): Promise<void>
}

/** Times are RFC 3339. */
export interface Claim {
  now: string
  until: string
  owner: string
  limit: number
}
