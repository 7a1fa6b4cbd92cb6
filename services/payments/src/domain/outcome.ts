import type { NextAction, Payment, PaymentError } from '@tradewind/contracts/payments.ts'
import type { Refund } from '@tradewind/contracts/refunds.ts'

/** What a payment became at the gateway; amounts in our minor units. */
export interface GatewayPayment {
  gateway_ref: string
  status: 'succeeded' | 'requires_capture' | 'requires_action' | 'canceled'
  amount_captured: number
  amount_capturable: number
  card: Omit<Payment['payment_method'], 'token'> | null
  next_action: NextAction | null
  capture_before: string | null
}

/** A refund as the gateway has it; `pending`: taken on, its end comes later. */
export interface GatewayRefund {
  gateway_ref: string
  status: 'pending' | 'succeeded' | 'failed' | 'canceled'
  error: Refund['last_error']
}

/** How a charge was taken back: let go before its capture, or refunded after it. */
export interface Undoing {
  how: 'voided' | 'refunded'
  refund_ref: string | null
}

/** What is known after asking the gateway. */
export type Outcome =
  | { kind: 'settled'; at_gateway: GatewayPayment }
  | { kind: 'refunded'; refund: GatewayRefund }
  | { kind: 'undone'; undoing: Undoing }
  | { kind: 'declined'; error: PaymentError; gateway_ref: string | null }
  /** The gateway will not take this request, whoever pays. `at_gateway`: what it was asked to change, as it stayed. */
  | { kind: 'refused'; error: PaymentError; at_gateway?: GatewayPayment }
  /** Provably nothing of this send ran. */
  | { kind: 'not_sent'; reason: string }
  /** An earlier send of ours still runs there, or it is too busy: ask again. */
  | { kind: 'in_use'; reason: string }
  | { kind: 'unknown'; reason: string; key_spent: boolean }

/** `unsure`: not seen, but not everything could be looked through. */
export type LookUp = { kind: 'found'; outcome: Outcome } | { kind: 'none' } | { kind: 'unsure'; reason: string }
