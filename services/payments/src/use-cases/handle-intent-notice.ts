import type { Payment } from '@tradewind/contracts/payments.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Deps } from '../deps.ts'
import { beginUndo } from '../domain/undo-charge.ts'
import type { DueNotice, ReadIntent } from '../notice-deps.ts'
import { adoptIntent } from './adopt-intent.ts'
import { DONE, type Verdict } from './verdict.ts'

/** What these say can change nothing of a payment that has ended. */
const LATE_WORDS = ['payment_intent.created', 'payment_intent.payment_failed', 'payment_intent.canceled']

/** Moves the payment of an intent on, or undoes the intent where it should not be. */
export async function handleIntentNotice(deps: Deps, { object_id, type }: DueNotice): Promise<Verdict> {
  const known = await deps.notices.findPayment(object_id)
  if (known && saysNothingNew(known, type)) return DONE
  const read = await deps.gatewayObjects.readIntent(object_id)
  if (!read) return { kind: 'park', reason: 'the gateway does not know this intent' }
  const payment = known ?? (read.payment_id ? await deps.store.find(read.payment_id) : undefined)
  if (!payment) return { kind: 'park', reason: 'an intent of no payment of ours' }
  return judge(deps, { payment, gateway_ref: object_id, read })
}

const saysNothingNew = ({ status }: Payment, type: string): boolean =>
  status === 'succeeded' || ((status === 'failed' || status === 'canceled') && LATE_WORDS.includes(type))

interface Judged {
  payment: Payment
  gateway_ref: string
  read: ReadIntent
}

async function judge(deps: Deps, { payment, gateway_ref, read }: Judged): Promise<Verdict> {
  if (payment.status === 'processing') {
    await deps.notices.hasten(payment.id, toTimestamp(deps.runtime.now()))
    return { kind: 'later', reason: 'the payment is under way' }
  }
  const isOwn = payment.gateway_ref === gateway_ref
  const isOpen = payment.status === 'requires_action' || payment.status === 'requires_capture'
  if (isOwn && isOpen) {
    const adopted = await adoptIntent(deps, payment, read.outcome)
    return adopted ? DONE : { kind: 'later', reason: 'the payment changed meanwhile' }
  }
  if (read.live_amount === 0 || (isOwn && payment.status === 'succeeded')) return DONE
  return undo(deps, { payment, gateway_ref, read })
}

/** A charge of a send that was given up, or of a payment that has ended: a sweep takes it back at once. */
async function undo({ notices, runtime, log }: Deps, { payment, gateway_ref, read }: Judged): Promise<Verdict> {
  const seen = { payment, gateway_ref, amount: read.live_amount }
  const begun = beginUndo(seen, { newId: runtime.newId, now: runtime.now() })
  const added = await notices.addStray(begun)
  if (added) log.error({ payment_id: payment.id, gateway_ref, amount: read.live_amount }, 'stray charge, is undone')
  return DONE
}
