import type { NextAction, Payment, PaymentError } from '@tradewind/contracts/payments.ts'

/** What a payment became at the gateway. */
export interface GatewayPayment {
  gateway_ref: string
  status: 'succeeded' | 'requires_capture' | 'requires_action' | 'canceled'
  amount_captured: number
  amount_capturable: number
  card: Omit<Payment['payment_method'], 'token'> | null
  next_action: NextAction | null
  capture_before: string | null
}

/** What is known after asking the gateway to charge. */
export type Outcome =
  | { kind: 'settled'; at_gateway: GatewayPayment }
  | { kind: 'declined'; error: PaymentError; gateway_ref: string | null }
  /** The gateway will not take this request, whoever pays. */
  | { kind: 'refused'; error: PaymentError }
  /** Provably nothing of this send ran. */
  | { kind: 'not_sent'; reason: string }
  /** An earlier send of ours still runs there, or it is too busy: ask again. */
  | { kind: 'in_use'; reason: string }
  | { kind: 'unknown'; reason: string; key_spent: boolean }

/** `unsure`: not seen, but not everything could be looked through. */
export type LookUp = { kind: 'found'; outcome: Outcome } | { kind: 'none' } | { kind: 'unsure'; reason: string }
