import type { EmailRequest } from '@tradewind/contracts/emails.ts'
import type { OrderFulfillment } from '@tradewind/contracts/orders.ts'
import type { Payment, PaymentError, PaymentRequest } from '@tradewind/contracts/payments.ts'
import type { Refund, RefundRequest } from '@tradewind/contracts/refunds.ts'
import type { Logger } from '@tradewind/service/logger.ts'
import type { Runtime } from '@tradewind/service/runtime.ts'
import type { StatementCounts } from '@tradewind/sql/statement-counts.ts'
import type { CommandKey, Effect, FeedEvent, StoredOrder } from './domain/order.ts'
import type { OrderFilter, OrderQuery, OrderSlice } from './domain/order-query.ts'

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

/** Every order's events in one row, each with its position: none is skipped, and none ever moves or comes before another. */
export interface EventStore {
  /** Whether `relay` has anything to do; cheap. */
  behind(): Promise<boolean>
  /**
   * Gives new events their positions and makes their orders findable by search; true when there is more to do. Right
   * whoever runs it and however many do; one at a time wastes nothing.
   */
  relay(): Promise<boolean>
  /** In the order of positions, those behind `after`. */
  read(page: { after: number; limit: number }): Promise<FeedEvent[]>
  /** Positions of the oldest event that is kept and of the newest; 0 and 0 before there is any. */
  ends(): Promise<{ oldest: number; newest: number }>
  /** Deletes up to `limit` of the oldest, if made before `made_before` (RFC 3339); never the newest. How many went. */
  deleteOld(old: { made_before: string; limit: number }): Promise<number>
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

/** What payments answered. `failed`: nothing is known; the same key may be sent again. */
export type ChargeAnswer = { kind: 'settled' | 'pending'; payment: Payment } | { kind: 'failed'; reason: string }

/** Nothing is known; the same may be asked again. */
export interface Unanswered {
  reason: string
}

/** `refusal`: a definite no. */
export type RefundAnswer = { refund: Refund } | { refusal: { code: string; message: string } } | Unanswered

/** A definite no; the payment is as authorized as before. */
export interface Refused {
  payment: Payment
  refusal: PaymentError
}

export interface PaymentsClient {
  charge(call: { key: string; request: PaymentRequest }): Promise<ChargeAnswer>
  /** Takes all that is authorized; answers the payment as it is then, captured or not. */
  capture(call: { key: string; payment_id: string }): Promise<Payment | Refused | Unanswered>
  /** Lets go of what is authorized; answers the payment as it is then, canceled or not. */
  void(call: { key: string; payment_id: string }): Promise<Payment | Refused | Unanswered>
  refund(call: { key: string; payment_id: string; request: RefundRequest }): Promise<RefundAnswer>
  read(payment_id: string): Promise<Payment | Unanswered>
  /** All refunds of a payment. */
  readRefunds(payment_id: string): Promise<Refund[] | Unanswered>
  /** All payments of an order, the latest ones first. */
  readOfOrder(order_id: string): Promise<Payment[] | Unanswered>
}

export interface EmailClient {
  /** Undefined when the mail is accepted, else why it is not. */
  send(call: { key: string; request: EmailRequest }): Promise<string | undefined>
  /** Takes back what is scheduled under `reference`; undefined when that is done, else why it is not. */
  cancel(call: { key: string; reference: string }): Promise<string | undefined>
  /** Takes what is personal out of all mails of these references; undefined when it is done, else why it is not. */
  erase(call: { key: string; references: string[] }): Promise<string | undefined>
}

/** Tells those who wait for an order on this replica what has become of it. */
export interface Outcomes {
  announce(order: StoredOrder): void
  /** The next announcement of this order; undefined when `wait_ms` pass first. */
  next(order_id: string, wait_ms: number): Promise<StoredOrder | undefined>
}

/** New events as this replica hears of them: those behind position `from`, in order. */
export interface FeedBatch {
  from: number
  events: FeedEvent[]
  /** The same as server-sent events, made once for all who get it. */
  text: string
}

/** Who listens on this replica. Both are called at once, and must not throw. */
export interface FeedListener {
  hear(batch: FeedBatch): void
  /** Nothing has happened for a while. */
  beat(): void
  /** This replica is going. */
  end(): void
}

/** Tells many of new events by one look at the feed. */
export interface EventHub {
  /**
   * Whoever has all events up to `position` hears of every later one; `leave` ends it. Undefined where more than those were
   * told already: read on from there and join again.
   */
  join(listener: FeedListener, position: number): { leave(): void } | undefined
}

/** Runs the effects of orders whose lease this replica holds. */
export interface EffectRunner {
  /** Whether one more would run soon; else leave it to the sweepers, without a lease. */
  hasRoom(): boolean
  run(order: StoredOrder): void
}

/** Stores changes that nobody sees, many orders in one write. */
export interface EffectCloser {
  close(order: StoredOrder): Promise<boolean>
  /** Work that a closing has led to: to be over before the closer has stopped. */
  track(work: Promise<void>): void
}

/** What running an effect needs. */
export interface EffectDeps {
  store: OrderStore
  payments: PaymentsClient
  emails: EmailClient
  outcomes: Outcomes
  closer: EffectCloser
  runtime: Runtime
  log: Logger
  /** Names this replica in leases. */
  owner: string
  retry_scale: number
}

/** What the use cases behind the API need. */
export interface Deps extends Pick<EffectDeps, 'store' | 'outcomes' | 'runtime' | 'owner' | 'retry_scale'> {
  runner: EffectRunner
  payments: Pick<PaymentsClient, 'read' | 'readRefunds'>
  /** How long an order may stay unpaid. */
  payment_expiry_ms: number
  /** Gives the next order number. */
  nextNumber(): Promise<number>
  /** How long a picker may keep an order without packing it. */
  claim_ms: number
  /** Makes a `client_secret` from an order's id, the same every time. */
  secretOf(order_id: string): string
}

/** What the API needs besides: the feed. */
export interface AppDeps extends Deps {
  events: Pick<EventStore, 'read' | 'ends'>
  hub: EventHub
  erasures: Pick<ErasureStore, 'request' | 'find'>
}
