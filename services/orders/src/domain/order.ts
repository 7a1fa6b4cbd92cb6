import type { EmailRequest } from '@tradewind/contracts/emails.ts'
import type { Order } from '@tradewind/contracts/orders.ts'
import type { PaymentError, PaymentRequest } from '@tradewind/contracts/payments.ts'

/** What must still happen outside; stored in the write that decided it. Its id is the call's `Idempotency-Key`. */
export type Effect = EffectState &
  (
    | ChargeEffect
    | FindChargeEffect
    | AwaitPaymentEffect
    | ExpirePaymentEffect
    | CaptureEffect
    | VoidEffect
    | RefundEffect
    | MailEffect
    | CancelMailsEffect
    | EraseMailsEffect
  )

interface EffectState {
  id: string
  attempts: number
  last_error?: string
  /** RFC 3339. */
  added_at?: string
  /** Not before (RFC 3339); without it, now. */
  next_at?: string
}

interface ChargeEffect {
  type: 'charge'
  payload: PaymentRequest
}

/** What a charge becomes when the order is to end: it may have been sent, and must not be sent again. */
interface FindChargeEffect {
  type: 'find_charge'
  payload: { order_id: string }
}

/** Ends the order at its time, unless it is paid by then. */
interface ExpirePaymentEffect {
  type: 'expire_payment'
  payload: Record<string, never>
}

/** Asks what became of a payment that waits for its customer: a lost hint costs time, never truth. */
interface AwaitPaymentEffect {
  type: 'await_payment'
  payload: { payment_id: string }
}

/** Takes what is authorized, all of it, once. */
interface CaptureEffect {
  type: 'capture'
  payload: { payment_id: string }
}

/** Lets go of what is authorized, or gives up what waits for the customer. */
interface VoidEffect {
  type: 'void'
  payload: { payment_id: string }
}

/** Its id is the refund's. */
interface RefundEffect {
  type: 'refund'
  payload: { payment_id: string; amount: number; reason?: string; notify: boolean }
}

interface MailEffect {
  type: 'mail'
  payload: EmailRequest
}

/** Takes back what is scheduled for later about this order. */
interface CancelMailsEffect {
  type: 'cancel_mails'
  payload: { reference: string }
}

/** Takes what is personal out of every mail about the order. */
interface EraseMailsEffect {
  type: 'erase_mails'
  payload: { reference: string }
}

export type OrderEventType =
  | 'order.created'
  | 'order.confirmed'
  | 'order.updated'
  | 'order.canceled'
  | 'order.completed'
  | 'order.failed'
  | 'payment.requires_action'
  | 'payment.authorized'
  | 'payment.captured'
  | 'payment.voided'
  | 'payment.failed'
  | 'refund.created'
  | 'refund.succeeded'
  | 'refund.failed'
  | 'fulfillment.created'
  | 'fulfillment.claimed'
  | 'fulfillment.packed'
  | 'fulfillment.shipped'
  | 'fulfillment.delivered'
  | 'fulfillment.returned'
  | 'fulfillment.canceled'
  | 'customer.erased'

/** `sequence` counts from 1 without a gap within one order. */
export interface OrderEvent {
  id: string
  type: OrderEventType
  created_at: string
  sequence: number
  data: Record<string, unknown>
}

/** A command that changed an order, and how a repeat of it is known. `object_id`: what it made, such as a refund. */
export interface CommandKey {
  client_id: string
  idempotency_key: string
  request_hash: string
  name: string
  object_id?: string
  /** RFC 3339. */
  at: string
}

/** An event in the feed of all orders. Positions count up; a reader that goes on behind one misses nothing. */
export interface FeedEvent extends OrderEvent {
  order_id: string
  position: number
}

/** What payments definitely refused to do with a payment that is still authorized. */
export interface Refusal {
  payment_id: string
  action: 'capture' | 'void'
  error: PaymentError
}

/** An order as it is stored: one document with its history and what is still to be done. */
export interface StoredOrder extends Order {
  client_id: string
  idempotency_key: string
  request_hash: string
  /** Counts every write; each write is conditional on it. */
  version: number
  /** Of every command that changed it, by whom and under which key. */
  commands: CommandKey[]
  /** How new what is known of each payment is: payments' own `version`, by payment id. */
  payment_versions: Record<string, number>
  /** The latest of each kind for each payment. */
  refusals?: Refusal[]
  /** How it is to end once it is known what became of its unfinished charge. */
  ending?: Ending
  /** When its customer was erased (RFC 3339); nobody is written to since. */
  erased_at?: string
  events: OrderEvent[]
  effects: Effect[]
  /** When a sweeper may take the order up; only orders with effects have it. */
  next_effect_at?: string
  /** The replica that runs the effects until `next_effect_at`. */
  lease_owner?: string
}

/** `notify`: the customer gets a mail of it. */
export interface Ending {
  as: 'canceled' | 'failed'
  reason?: string
  notify: boolean
}

/** What a decision may not find out by itself. */
export interface Occasion {
  /** RFC 3339. */
  at: string
  newId(prefix: string): string
}
