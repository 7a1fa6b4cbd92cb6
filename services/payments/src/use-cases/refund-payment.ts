import type { Payment } from '@tradewind/contracts/payments.ts'
import type { RefundRequest } from '@tradewind/contracts/refunds.ts'
import { AppError } from '@tradewind/service/app-error.ts'
import { failpoint } from '@tradewind/service/failpoint.ts'
import { hashRequest } from '@tradewind/service/request-hash.ts'
import type { Deps, NewKey, NewRefund } from '../deps.ts'
import { beginAttempt } from '../domain/attempt.ts'
import { invalidState } from '../domain/decide-command.ts'
import { toEvent } from '../domain/payment-event.ts'
import { beginRefund, refundableOf } from '../domain/refund.ts'
import { leaseEnd } from '../domain/retry-times.ts'
import { awaitRun } from './await-run.ts'
import { checkMoney } from './check-money.ts'
import { replay } from './replay.ts'
import { requirePayment } from './require-payment.ts'
import { sendAttempt } from './send-attempt.ts'
import type { Asking, Taken } from './taking.ts'

interface Refunding extends Asking {
  payment_id: string
  request: RefundRequest
}

/**
 * Gives money back, once per key: T1 reserves the amount, G asks the gateway, T2 turns what was reserved into what was
 * refunded, or frees it.
 * @throws AppError `payment_not_found`, `invalid_state`, `amount_exceeds_refundable`, `idempotency_key_reused` …
 */
export async function refundPayment(deps: Deps, { key, payment_id, request, deadline }: Refunding): Promise<Taken> {
  const named = { ...key, request_hash: hashRequest(['refund', payment_id, request]) }
  if (await deps.store.findByKey(key)) return replay(deps, { key: named, deadline })
  const payment = await requirePayment(deps, payment_id)
  const begun = toRefund(deps, { key: named, payment, request })
  if (!(await deps.store.beginRefund(begun))) return replay(deps, { key: named, deadline })
  failpoint('payments.after_reserve')
  const { refund, attempt } = begun
  const work = { payment, refund, attempt, in_doubt: false }
  const result = await awaitRun(deps, { run: deps.runs.start(refund.id, () => sendAttempt(deps, work)), deadline })
  return { ...(result ?? { payment, refund, sent: true }), replayed: false }
}

function toRefund({ runtime, gateway, retry_scale }: Deps, { key, payment, request }: Asked): NewRefund {
  const now = runtime.now()
  const amount = readAmount(payment, request.amount)
  checkMoney(gateway, { amount, currency: payment.currency, of: 'part' })
  const refund = beginRefund({ id: runtime.newId('re'), payment, request, amount, now })
  const text = gateway.toRequest({ kind: 'refund', payment, refund })
  const what = { id: runtime.newId('att'), kind: 'refund' as const, payment_id: payment.id, refund_id: refund.id }
  const attempt = beginAttempt({ ...what, request: text, now, lease_end: leaseEnd({ now, retry_scale }) })
  const happening = { type: 'refund.changed' as const, payment, object_id: refund.id }
  return { key, refund, attempt, events: [toEvent(happening, { newId: runtime.newId, now })] }
}

interface Asked {
  key: NewKey
  payment: Payment
  request: RefundRequest
}

/** All that is left unless told; whether it is still there is decided where it is reserved. */
function readAmount(payment: Payment, amount = refundableOf(payment)): number {
  if (payment.amount_captured === 0) throw invalidState(payment, 'refunded')
  const refundable = refundableOf(payment)
  if (amount > 0 && amount <= refundable) return amount
  const detail = `No more than ${refundable} can be refunded.`
  throw new AppError('invalid', 'amount_exceeds_refundable', detail, {
    faults: [{ pointer: '/amount', code: 'amount_exceeds_refundable', detail }],
    extra: { payment_id: payment.id, amount_refundable: refundable },
  })
}
