import type Stripe from 'stripe'
import type { ChargeState } from './domain/charge-totals.ts'
import type { Fault } from './domain/fault.ts'

/** What the sandbox keeps on file. */
export interface GatewayStore {
  /** Sees only what is committed. */
  read: GatewayReads
  /** One atomic unit; resolves when it is on disk. What the unit throws undoes it and comes back. */
  write<T>(unit: (writes: GatewayWrites) => T): Promise<T>
}

export interface GatewayReads {
  findAnswer(key: string): StoredAnswer | undefined
  findIntentText(id: string): StoredObject | undefined
  findIntent(id: string): Stripe.PaymentIntent | undefined
  findCharge(id: string): Stripe.Charge | undefined
  /** Newest first, also for a page before a cursor. */
  listIntents(filter: IntentFilter): StoredObject[]
  listCharges(filter: ChargeFilter): StoredObject[]
  listTotals(): Total[]
}

/** What a unit can do; its reads see what the unit itself and earlier units of the group wrote. */
export interface GatewayWrites extends Pick<GatewayReads, 'findIntent' | 'findCharge'> {
  /** Taken inside the unit, so that positions are committed in order and no reader's page skips one. */
  nextPosition(): number
  insertIntent(intent: Stripe.PaymentIntent, row: { position: number; text: string }): void
  updateIntent(id: string, text: string): void
  insertCharge(charge: Stripe.Charge, position: number): void
  updateCharge(before: Stripe.Charge, after: Stripe.Charge): void
  insertAnswer(key: string, answer: StoredAnswer): void
  /** True for the first caller ever with this fault and scope. */
  markStruck(fault: Fault, scope: string): boolean
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

export interface Total {
  currency: string
  state: ChargeState
  count: number
  amount: number
}

/** All positions are exclusive bounds, except `from`. */
export interface IntentFilter {
  limit: number
  /** Older than this (a page after a cursor). */
  after?: number | undefined
  /** Newer than this, the nearest ones (a page before a cursor). */
  before?: number | undefined
  from?: number | undefined
  until?: number | undefined
  customer?: string | undefined
  metadata?: [key: string, value: string][] | undefined
}

/** `newest_first` pages towards the past from `after`, else towards the present. */
export interface ChargeFilter {
  limit: number
  newest_first: boolean
  after?: number | undefined
  order_id?: string | undefined
}
