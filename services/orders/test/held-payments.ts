import type { Payment, PaymentError } from '@tradewind/contracts/payments.ts'
import type { Refund, RefundRequest } from '@tradewind/contracts/refunds.ts'
import { createIds } from '@tradewind/service/ids.ts'
import type { PaymentsClient, RefundAnswer, Refused } from '../src/client-deps.ts'
import { AT } from './new-order.ts'

export const REFUSED: PaymentError = {
  code: 'card_declined',
  decline_code: 'generic_decline',
  advice_code: null,
  message: 'Your card was declined.',
}

const newId = createIds(() => Date.parse(AT))

/** What payments keeps, and what it does to it when asked: each key is answered once, and again with what is now. */
export function createHeldPayments() {
  const payments = new Map<string, Payment>()
  const refunds = new Map<string, Refund>()
  /** What is definitely refused from now on. */
  const refusing = new Set<'capture' | 'void'>()
  /** The payment of each key that was refused. */
  const refused = { capture: new Map<string, string>(), void: new Map<string, string>() }
  /** Payments that were asked to be captured once more, after a definite no. */
  const captured_anew: string[] = []

  const find = (id: string): Payment => {
    const payment = payments.get(id)
    if (!payment) throw new Error(`payments holds no ${id}`)
    return payment
  }

  function change(id: string, changes: Partial<Payment>): Payment {
    const before = find(id)
    const payment = { ...before, ...changes, version: before.version + 1 }
    payments.set(id, payment)
    return payment
  }

  function endRefund(key: string, status: 'succeeded' | 'failed'): Refund {
    const refund = refunds.get(key)
    if (refund?.status !== 'processing') throw new Error(`${key} is not under way`)
    const { amount_refunded, amount_refund_pending } = find(refund.payment_id)
    const taken = status === 'succeeded' ? refund.amount : 0
    change(refund.payment_id, {
      amount_refunded: amount_refunded + taken,
      amount_refund_pending: amount_refund_pending - refund.amount,
    })
    const last_error = status === 'failed' ? { code: 'refund_failed', message: 'The bank refused it.' } : null
    const ended = { ...refund, status, last_error }
    refunds.set(key, ended)
    return ended
  }

  function beginRefund(key: string, payment_id: string, request: RefundRequest): RefundAnswer {
    const payment = find(payment_id)
    const left = payment.amount_captured - payment.amount_refunded - payment.amount_refund_pending
    const { amount = left, reason = null, metadata = {} } = request
    if (amount > left || left === 0) {
      return { refusal: { code: 'amount_exceeds_refundable', message: `At most ${left} can be refunded.` } }
    }
    change(payment_id, { amount_refund_pending: payment.amount_refund_pending + amount })
    const { order_id, currency } = payment
    const times = { created_at: AT, updated_at: AT }
    const named = { id: newId('re'), payment_id, order_id, amount, currency, reason, metadata, ...times }
    const refund: Refund = { ...named, status: 'processing', gateway_ref: null, last_error: null }
    refunds.set(key, refund)
    return { refund }
  }

  /** A key that was refused is refused for ever, while the payment is as it was. */
  function refuse(action: 'capture' | 'void', key: string, payment_id: string): Refused | undefined {
    const { status } = find(payment_id)
    if (status !== 'requires_capture') return undefined
    const again = refused[action].has(key)
    if (!again && action === 'capture' && [...refused.capture.values()].includes(payment_id))
      captured_anew.push(payment_id)
    if (!again && !refusing.has(action)) return undefined
    refused[action].set(key, payment_id)
    return { payment: again ? find(payment_id) : change(payment_id, { last_error: REFUSED }), refusal: REFUSED }
  }

  const client: Omit<PaymentsClient, 'charge'> = {
    async capture({ key, payment_id }) {
      const refusal = refuse('capture', key, payment_id)
      if (refusal) return refusal
      const { status, amount } = find(payment_id)
      if (status !== 'requires_capture') return find(payment_id)
      return change(payment_id, {
        status: 'succeeded',
        amount_captured: amount,
        amount_capturable: 0,
        last_error: null,
      })
    },
    async void({ key, payment_id }) {
      const refusal = refuse('void', key, payment_id)
      if (refusal) return refusal
      const { status } = find(payment_id)
      if (status !== 'requires_capture' && status !== 'requires_action') return find(payment_id)
      return change(payment_id, { status: 'canceled', amount_capturable: 0, next_action: null, last_error: null })
    },
    async refund({ key, payment_id, request }) {
      const known = refunds.get(key)
      if (known) return { refund: known }
      const begun = beginRefund(key, payment_id, request)
      return 'refund' in begun ? { refund: endRefund(key, 'succeeded') } : begun
    },
    read: async (payment_id) => find(payment_id),
    readOfOrder: async (order_id) => [...payments.values()].filter((payment) => payment.order_id === order_id),
    readRefunds: async (payment_id) => [...refunds.values()].filter((refund) => refund.payment_id === payment_id),
  }

  return {
    client,
    payments,
    refunds,
    refusing,
    captured_anew,
    hold(payment: Payment): Payment {
      payments.set(payment.id, payment)
      return payment
    },
    change,
    beginRefund,
    endRefund,
  }
}
