import type { EmailRequest } from '@tradewind/contracts/emails.ts'
import type { Order } from '@tradewind/contracts/orders.ts'
import type { PaymentRequest } from '@tradewind/contracts/payments.ts'

/** What must still happen outside; stored in the write that decided it. Its id is the call's `Idempotency-Key`. */
export type Effect = EffectState & (ChargeEffect | MailEffect)

interface EffectState {
  id: string
  attempts: number
  last_error?: string
}

interface ChargeEffect {
  type: 'charge'
  payload: PaymentRequest
}

interface MailEffect {
  type: 'mail'
  payload: EmailRequest
}

export type OrderEventType =
  | 'order.created'
  | 'order.confirmed'
  | 'payment.requires_action'
  | 'payment.authorized'
  | 'payment.captured'
  | 'payment.voided'
  | 'payment.failed'

/** `sequence` counts from 1 without a gap within one order. */
export interface OrderEvent {
  id: string
  type: OrderEventType
  created_at: string
  sequence: number
  data: Record<string, unknown>
}

/** An order as it is stored: one document with its history and what is still to be done. */
export interface StoredOrder extends Order {
  client_id: string
  idempotency_key: string
  request_hash: string
  /** Counts every write; each write is conditional on it. */
  version: number
  events: OrderEvent[]
  effects: Effect[]
  /** When a sweeper may take the order up; only orders with effects have it. */
  next_effect_at?: string
  /** The replica that runs the effects until `next_effect_at`. */
  lease_owner?: string
}

/** What a decision may not find out by itself. */
export interface Occasion {
  /** RFC 3339. */
  at: string
  newId(prefix: string): string
}
