import type Stripe from 'stripe'
import type { Context, Deps } from '../deps.ts'
import type { NewEvent } from '../domain/event.ts'
import { createMissing } from '../domain/gateway-error.ts'
import { toCreated } from '../domain/position.ts'
import {
  createRefund as buildRefund,
  createNothingToRefund,
  type NewRefund,
  readRefundable,
  withRefunded,
} from '../domain/refund.ts'
import { findTestMethod, type TestMethod } from '../domain/test-method.ts'
import type { GatewayWrites } from '../gateway-store.ts'
import { answerOnce } from './answer-once.ts'
import { bookRefund } from './book-refund.ts'
import type { Answer, Call } from './call.ts'
import { commitAnswer } from './commit-answer.ts'
import { emitEvents } from './emit-events.ts'
import { renderObject } from './expand-object.ts'

interface RefundRequest extends NewRefund {
  /** One of the two names the charge. */
  charge: string | null
  payment_intent: string | null
}

/** Refunds a charge, in whole or in part; what is left to refund is checked in the unit that takes it. */
export async function createRefund(context: Context, call: Call, asked: RefundRequest): Promise<Answer> {
  return answerOnce(context, call, () =>
    commitAnswer(context, call, (writes) => {
      const charge = findCharge(writes, asked)
      const text = JSON.stringify(refund(context, { writes, call, charge, asked }))
      return { status: 200, body: renderObject(text, { expand: call.expand, finds: writes }) }
    }),
  )
}

function findCharge(writes: GatewayWrites, { charge: id, payment_intent }: RefundRequest): Stripe.Charge {
  if (id !== null) {
    const charge = writes.find('charge', id)
    if (charge?.paid) return charge
    throw createMissing('charge', { id, param: 'charge' })
  }
  const intent = writes.find('payment_intent', payment_intent ?? '')
  if (!intent) throw createMissing('payment_intent', { id: String(payment_intent), param: 'payment_intent' })
  const charge = writes.find('charge', String(intent.latest_charge))
  if (charge?.paid) return charge
  throw createNothingToRefund({ payment_intent })
}

interface Step {
  writes: GatewayWrites
  call: Call
  charge: Stripe.Charge
  asked: NewRefund
}

function refund(context: Context, { writes, call, charge, asked }: Step): Stripe.Refund {
  const amount = readRefundable(charge, { asked, disputes: listDisputes(writes, charge) })
  const course = chooseCourse(writes, charge)
  const position = writes.nextPosition()
  const birth = {
    id: context.newId('re'),
    created: toCreated(position),
    amount,
    is_pending: course?.starts === 'pending',
  }
  const made = bookRefund(context, writes, buildRefund(charge, asked, birth))
  const after = withRefunded(charge, amount)
  writes.updateCharge(charge, after)
  const text = JSON.stringify(made)
  writes.insert('refund', made, { position, text })
  if (course) scheduleEnd(context, writes, { course, object_id: made.id })
  const events: NewEvent[] = [
    { type: 'refund.created', text },
    { type: 'charge.refunded', text: JSON.stringify(after) },
  ]
  emitEvents(context, { writes, call, payment_method: charge.payment_method, events })
  return made
}

function listDisputes(writes: GatewayWrites, { id: charge, disputed }: Stripe.Charge): Stripe.Dispute[] {
  if (!disputed) return []
  return writes.list('dispute', { limit: 10, equals: { charge } }).map(({ object }) => JSON.parse(object))
}

type Course = TestMethod['refunds']

function chooseCourse(writes: GatewayWrites, charge: Stripe.Charge): Course {
  const method = findTestMethod(charge.payment_method ?? '')
  if (!method?.refunds || !method.strikes_once) return method?.refunds
  return writes.markStruck({ name: method.id }, charge.metadata.order_id ?? charge.id) ? method.refunds : undefined
}

function scheduleEnd(
  { now, settle_ms }: Deps,
  writes: GatewayWrites,
  { course, object_id }: { course: NonNullable<Course>; object_id: string },
): void {
  const kind = course.ends === 'failed' ? 'fail_refund' : 'settle_refund'
  writes.schedule({ kind, object_id }, now() + settle_ms)
}
