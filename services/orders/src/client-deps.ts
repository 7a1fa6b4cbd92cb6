import type { EmailRequest } from '@tradewind/contracts/emails.ts'
import type { Payment, PaymentError, PaymentRequest } from '@tradewind/contracts/payments.ts'
import type { Refund, RefundRequest } from '@tradewind/contracts/refunds.ts'

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
