import type { Payment } from '@tradewind/contracts/payments.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import { type Attempt, beginAttempt } from './attempt.ts'
import type { Change } from './change.ts'
import { toCapture, toRefund } from './ledger.ts'
import type { Undoing } from './outcome.ts'
import { toEvent } from './payment-event.ts'
import type { StrayCharge } from './stray-charge.ts'

interface Making {
  newId: (prefix: string) => string
  now: number
}

interface Seen {
  payment: Payment
  gateway_ref: string
  amount: number
}

/** The stray, and the attempt that undoes it: due at once, nothing of it sent. */
export function beginUndo({ payment, gateway_ref, amount }: Seen, { newId, now }: Making) {
  const { id: payment_id, order_id, currency } = payment
  const at = toTimestamp(now)
  const stray: StrayCharge = {
    ...{ gateway_ref, payment_id, order_id, amount, currency },
    status: 'processing',
    refund_ref: null,
    created_at: at,
    updated_at: at,
  }
  const metadata = { order_id, payment_id, undo: gateway_ref }
  const request = JSON.stringify({ intent: gateway_ref, metadata })
  const sent = beginAttempt({ id: newId('att'), kind: 'undo', payment_id, request, now, lease_end: now })
  const attempt: Attempt = { ...sent, status: 'pending' }
  return { stray, attempt }
}

/**
 * What was refunded was captured before: both are posted, so that the books show what the gateway's do. They are no part of the
 * payment, whose own sums never held them.
 */
export function toUndone({ payment, stray, undoing }: Undone, making: Making): Change {
  const refund_ref = undoing === 'failed' ? null : undoing.refund_ref
  const status = undoing === 'failed' ? 'failed' : undoing.how
  const moved: StrayCharge = { ...stray, status, refund_ref, updated_at: toTimestamp(making.now) }
  const { gateway_ref, payment_id, amount, currency } = stray
  const capture = toCapture({ id: payment_id, amount_captured: amount, currency, gateway_ref }, making)
  const refund = toRefund({ payment_id, amount, currency, gateway_ref: refund_ref }, making)
  const posted = status === 'refunded' && capture ? [capture, refund] : []
  const transactions = posted.map((transaction) => ({ ...transaction, payment_id: null }))
  const happening = { type: 'payment.changed' as const, payment, object_id: payment.id }
  return { stray: moved, transactions, events: [toEvent(happening, making)] }
}

interface Undone {
  payment: Payment
  stray: StrayCharge
  undoing: Undoing | 'failed'
}
