import type { Payment } from '@tradewind/contracts/payments.ts'
import type { Change } from './change.ts'
import { type LedgerTransaction, toCapture, toFailedRefund, toRefund } from './ledger.ts'
import { type StoredEvent, toEvent } from './payment-event.ts'
import type { RefundChange } from './refund.ts'

interface Moved {
  /** The payment before. */
  before: Payment
  payment?: Payment
  refund?: RefundChange
  /** Who asked hears of it in the answer. */
  answered?: true
}

interface Making {
  newId: (prefix: string) => string
  now: number
}

/** What a move writes in its one commit: the new states, their posting in the ledger, and what orders is to hear. */
export function toChange({ before, payment, refund, answered }: Moved, making: Making): Change {
  const events: StoredEvent[] = []
  const told = answered && { answered }
  if (payment) events.push(toEvent({ type: 'payment.changed', payment, object_id: payment.id, ...told }, making))
  if (refund) {
    events.push(toEvent({ type: 'refund.changed', payment: before, object_id: refund.refund.id, ...told }, making))
  }
  const posted = [payment && toPosting(before, payment, making), refund && toRefundPosting(refund, making)]
  const transactions = posted.filter((transaction) => transaction !== undefined)
  return { ...(payment && { payment }), ...(refund && { refund }), transactions, events }
}

/** A payment is captured once. */
function toPosting(before: Payment, after: Payment, making: Making): LedgerTransaction | undefined {
  return before.amount_captured === 0 ? toCapture(after, making) : undefined
}

function toRefundPosting({ refund, refunded }: RefundChange, making: Making): LedgerTransaction | undefined {
  if (refunded > 0) return toRefund(refund, making)
  return refunded < 0 ? toFailedRefund(refund, making) : undefined
}
