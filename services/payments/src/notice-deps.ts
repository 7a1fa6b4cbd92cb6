import type { PaymentEvent } from '@tradewind/contracts/payment-events.ts'
import type { Payment } from '@tradewind/contracts/payments.ts'
import type { Refund } from '@tradewind/contracts/refunds.ts'
import type { Attempt } from './domain/attempt.ts'
import type { Dispute, DisputeStatus, GatewayDispute } from './domain/dispute.ts'
import type { GatewayRefund, Outcome } from './domain/outcome.ts'
import type { StrayCharge } from './domain/stray-charge.ts'

/** What the gateway tells us by webhook: that something of an object changed. Times are RFC 3339. */
export interface Notice {
  id: string
  type: string
  object_type: string
  object_id: string
  created_at: string
}

/** Reads a webhook's raw body; undefined when its signature is not ours, or too old. */
export type ReadNotice = (webhook: { body: Buffer; signature: string; now: number }) => Notice | undefined

export type NoticeStatus = 'received' | 'parked' | 'done' | 'ignored' | 'expired'

export interface DueNotice extends Notice {
  tries: number
  received_at: string
}

/** What we were told, and what is known of what it is about. */
export interface NoticeStore {
  /** Once per gateway and event; a double is nothing new. */
  receive(notice: Notice & { gateway: string; received_at: string; next_at: string | null }): Promise<void>
  /** Takes up to `limit` notices whose time has come, until `lease_end`. */
  claimDue(claim: { gateway: string; now: string; lease_end: string; limit: number }): Promise<DueNotice[]>
  finish(end: { gateway: string; ids: string[]; status: NoticeStatus }): Promise<void>
  /** Looked at again at `next_at`. */
  postpone(later: { gateway: string; id: string; status: NoticeStatus; next_at: string; reason: string }): Promise<void>
  count(): Promise<{ status: NoticeStatus; notices: number }[]>
  findPayment(gateway_ref: string): Promise<Payment | undefined>
  findRefund(gateway_ref: string): Promise<Refund | undefined>
  findDispute(gateway_ref: string): Promise<Dispute | undefined>
  findStray(gateway_ref: string): Promise<StrayCharge | undefined>
  /** One commit; false when the stray is known already. */
  addStray(found: { stray: StrayCharge; attempt: Attempt }): Promise<boolean>
  /** What is unknown of a payment is looked up now, not at the end of its back-off. */
  hasten(payment_id: string, now: string): Promise<void>
  findDisputeById(id: string): Promise<Dispute | undefined>
  /** Newest first, older than `before_id`. */
  listDisputes(page: DisputePage): Promise<Dispute[]>
  countStrays(): Promise<{ status: StrayCharge['status']; charges: number }[]>
}

export interface DisputePage {
  payment_id?: string | undefined
  status?: DisputeStatus | undefined
  before_id?: string | undefined
  limit: number
}

/** What is yet to be told to orders. */
export interface EventStore {
  claimDue(claim: { now: string; lease_end: string; limit: number }): Promise<DueEvent[]>
  finish(ids: string[]): Promise<void>
  postpone(later: { ids: string[]; next_at: string }): Promise<void>
  countUntold(): Promise<{ events: number; oldest: string | null }>
}

export interface DueEvent extends PaymentEvent {
  tries: number
}

/** What an object is at the gateway now. Each throws when the gateway does not answer. */
export interface GatewayObjects {
  readIntent(gateway_ref: string): Promise<ReadIntent | undefined>
  readRefund(gateway_ref: string): Promise<ReadRefund | undefined>
  readDispute(gateway_ref: string): Promise<GatewayDispute | undefined>
}

export interface ReadIntent {
  outcome: Outcome
  /** Ours, as we gave it along. */
  payment_id: string | null
  /** Captured, held, or about to be: a charge that counts. Minor units. */
  live_amount: number
}

export interface ReadRefund {
  refund: GatewayRefund
  refund_id: string | null
  /** It undoes a stray charge. */
  is_undo: boolean
}

/** Tells orders; what it answers is whether orders has heard. */
export interface OrdersClient {
  tell(event: PaymentEvent): Promise<boolean>
}

/** What hearing of the gateway and telling orders need. */
export interface Notices {
  notices: NoticeStore
  events: EventStore
  gatewayObjects: GatewayObjects
  /** Undefined without a secret: no webhook is believed. */
  readNotice: ReadNotice | undefined
  /** Undefined without an address: events wait. */
  orders: OrdersClient | undefined
}
