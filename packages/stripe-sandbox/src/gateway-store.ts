import type Stripe from 'stripe'
import type { ChargeState } from './domain/charge-totals.ts'
import type { DueWork } from './domain/due-work.ts'
import type { StoredEvent } from './domain/event.ts'

/** What the sandbox keeps on file. */
export interface GatewayStore {
  /** Sees only what is committed. */
  read: GatewayReads
  /** One atomic unit; resolves when it is on disk. What the unit throws undoes it and comes back. */
  write<T>(unit: (writes: GatewayWrites) => T): Promise<T>
}

/** The objects that are kept as their JSON. */
export interface ObjectKinds {
  payment_intent: Stripe.PaymentIntent
  charge: Stripe.Charge
  refund: Stripe.Refund
  balance_transaction: Stripe.BalanceTransaction
  dispute: Stripe.Dispute
  payout: Stripe.Payout
}
export type Kind = keyof ObjectKinds

/** Objects by id; undefined when there is none. */
export interface Finds {
  find<K extends Kind>(kind: K, id: string): ObjectKinds[K] | undefined
}

export interface GatewayReads extends Finds {
  findAnswer(key: string): StoredAnswer | undefined
  findText(kind: Kind, id: string): StoredObject | undefined
  /** All lists: newest first, also for a page before a cursor. */
  list(kind: Kind, filter: ListFilter): StoredObject[]
  listIntents(filter: IntentFilter): StoredObject[]
  listCharges(filter: ChargeFilter): StoredObject[]
  listTotals(): Total[]
  listBalances(): Balance[]
  /** Which transactions an automatic payout paid out; undefined for any other. */
  findPayoutRange(payout_id: string): PayoutRange | undefined
  findEvent(id: string): CountedEvent | undefined
  listEvents(filter: EventFilter): CountedEvent[]
  listEndpoints(): Endpoint[]
  /** Due at `now_ms`, the longest due first. */
  listDueWork(now_ms: number, limit: number): ScheduledWork[]
  listDeliveries(page: Page): DeliveryRecord[]
  listDueDeliveries(endpoint_id: string, due: { now_ms: number; limit: number }): Delivery[]
}

/** What a unit can do; its reads see what the unit itself and earlier units of the group wrote. */
export interface GatewayWrites extends Finds, Pick<GatewayReads, 'list' | 'listEndpoints' | 'listBalances'> {
  /** Taken inside the unit, so that positions are committed in order and no reader's page skips one. */
  nextPosition(): number
  insertIntent(intent: Stripe.PaymentIntent, row: { position: number; text: string }): void
  updateIntent(id: string, text: string): void
  /** The same for an intent whose customer or metadata may have changed. */
  reindexIntent(before: Stripe.PaymentIntent, row: { after: Stripe.PaymentIntent; text: string }): void
  insertCharge(charge: Stripe.Charge, row: { position: number; text: string }): void
  updateCharge(before: Stripe.Charge, after: Stripe.Charge): void
  insert<K extends Kind>(kind: K, object: ObjectKinds[K], row: { position: number; text: string }): void
  update<K extends Kind>(kind: K, object: ObjectKinds[K]): void
  removeIntent(intent: Stripe.PaymentIntent): void
  removeCharge(charge: Stripe.Charge): void
  remove(kind: Kind, id: string): void
  addToBalance(currency: string, net: number): void
  /** An automatic payout covers all of its currency since the one before, itself included. */
  closePayoutRange(range: { payout_id: string; currency: string }): void
  insertEvent(event: StoredEvent): void
  insertDelivery(delivery: NewDelivery): void
  recordDelivery(outcome: DeliveryOutcome): void
  putEndpoint(endpoint: Endpoint): void
  removeEndpoint(id: string): void
  schedule(work: DueWork, due_at_ms: number): void
  removeDueWork(position: number): void
  /** Removes all of a kind; answers when the first of it was due, ms. */
  takeDueWork(kind: DueWork['kind']): number | undefined
  insertAnswer(key: string, answer: StoredAnswer): void
  /** True for the first caller ever with this fault's name and scope. */
  markStruck(fault: { name: string }, scope: string): boolean
}

/** What a key was answered. */
export interface StoredAnswer {
  endpoint: string
  params_hash: string
  request_id: string
  status: number
  body: string
}

/** An object as its JSON text: a list passes it on without parsing it. */
export interface StoredObject {
  position: number
  object: string
}

/** Where events go, and the secret they are signed with. */
export interface Endpoint {
  position: number
  endpoint: Stripe.WebhookEndpoint
  secret: string
}

export interface ScheduledWork {
  position: number
  work: DueWork
}

export interface NewDelivery {
  position: number
  event_position: number
  endpoint_id: string
  due_at_ms: number
}

/** An event on its way to an endpoint. */
export interface Delivery {
  position: number
  attempts: number
  event: CountedEvent
}

/** `next_at_ms` null: it is done. */
export interface DeliveryOutcome {
  position: number
  attempts: number
  at_ms: number
  next_at_ms: number | null
  result: string
}

/** A delivery as people look at it. */
export interface DeliveryRecord {
  position: number
  /** Of the event, seconds since 1970. */
  created: number
  event_id: string
  type: string
  /** null: its endpoint is gone. */
  url: string | null
  attempts: number
  is_pending: boolean
  /** The last status, or why there was none. */
  result: string | null
}

export interface CountedEvent extends StoredEvent {
  /** Deliveries that are not yet answered 2xx. */
  pending_webhooks: number
}

export interface Total {
  currency: string
  state: ChargeState
  count: number
  amount: number
}

export interface Balance {
  currency: string
  /** Minor units; negative when more was refunded than is there. */
  amount: number
}

/** Positions of balance transactions: `from` inclusive, `until` exclusive. */
export interface PayoutRange {
  currency: string
  from: number
  until: number
}

/** All positions are exclusive bounds, except `from`. */
export interface Page {
  limit: number
  /** Older than this (a page after a cursor). */
  after?: number | undefined
  /** Newer than this, the nearest ones (a page before a cursor). */
  before?: number | undefined
  from?: number | undefined
  until?: number | undefined
}

export interface ListFilter extends Page {
  /** Members of the objects and what they must be; each has an index that begins with it. */
  equals?: Record<string, string | undefined>
}

export interface IntentFilter extends Page {
  customer?: string | undefined
  metadata?: [key: string, value: string][] | undefined
}

export interface EventFilter extends Page {
  /** undefined: all. */
  types?: string[] | undefined
}

/** `newest_first` pages towards the past from `after`, else towards the present. */
export interface ChargeFilter {
  limit: number
  newest_first: boolean
  after?: number | undefined
  order_id?: string | undefined
}
