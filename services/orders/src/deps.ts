import type { Logger } from '@tradewind/service/logger.ts'
import type { Runtime } from '@tradewind/service/runtime.ts'
import type { EmailClient, PaymentsClient } from './client-deps.ts'
import type { StoredOrder } from './domain/order.ts'
import type { EventHub, EventStore } from './event-deps.ts'
import type { ErasureStore, OrderStore } from './store-deps.ts'

/** Tells those who wait for an order on this replica what has become of it. */
export interface Outcomes {
  announce(order: StoredOrder): void
  /** The next announcement of this order; undefined when `wait_ms` pass first. */
  next(order_id: string, wait_ms: number): Promise<StoredOrder | undefined>
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
