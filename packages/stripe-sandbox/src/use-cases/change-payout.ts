import type Stripe from 'stripe'
import type { Context, Deps } from '../deps.ts'
import type { NewEvent } from '../domain/event.ts'
import { createMissing } from '../domain/gateway-error.ts'
import { assertPayable, cancelPayout as cancel, type NewPayout, payPayout } from '../domain/payout.ts'
import type { GatewayWrites } from '../gateway-store.ts'
import { answerOnce } from './answer-once.ts'
import { bookMovement } from './book-movement.ts'
import type { Answer, Call } from './call.ts'
import { commitAnswer } from './commit-answer.ts'
import { emitEvents } from './emit-events.ts'
import { renderObject } from './expand-object.ts'
import { payOut } from './pay-out.ts'

/** Pays out by hand; what is available is checked in the unit that takes it. */
export async function createPayout(context: Context, call: Call, asked: NewPayout): Promise<Answer> {
  return answerOnce(context, call, () =>
    commitAnswer(context, call, (writes) => {
      const balance = writes.listBalances().find(({ currency }) => currency === asked.currency)
      assertPayable(asked, balance?.amount ?? 0)
      const text = JSON.stringify(payOut(context, { writes, call, asked }))
      return { status: 200, body: renderObject(text, { expand: call.expand, finds: writes }) }
    }),
  )
}

/** Brings the money of a payout that is pending back. */
export async function cancelPayout(context: Context, call: Call, { id }: { id: string }): Promise<Answer> {
  return answerOnce(context, call, () =>
    commitAnswer(context, call, (writes) => {
      const known = writes.find('payout', id)
      if (!known) throw createMissing('payout', { id, param: 'payout' })
      const canceled = cancel(known)
      const { amount, currency } = canceled
      bookMovement(context, writes, { shape: 'payout_cancel', amount, fee: 0, currency, source: id })
      const text = savePayout(context, { writes, call, payout: canceled, types: ['payout.canceled'] })
      return { status: 200, body: renderObject(text, { expand: call.expand, finds: writes }) }
    }),
  )
}

/** It has arrived at the bank. */
export function settlePayout(deps: Deps, writes: GatewayWrites, known: Stripe.Payout): void {
  const payout = payPayout(known)
  const types: NewEvent['type'][] = payout.automatic
    ? ['payout.paid', 'payout.reconciliation_completed']
    : ['payout.paid']
  savePayout(deps, { writes, call: undefined, payout, types })
}

interface Saved {
  writes: GatewayWrites
  call: Call | undefined
  payout: Stripe.Payout
  types: NewEvent['type'][]
}

function savePayout(deps: Deps, { writes, call, payout, types }: Saved): string {
  const text = JSON.stringify(payout)
  writes.update('payout', payout)
  emitEvents(deps, { writes, call, payment_method: null, events: types.map((type) => ({ type, text })) })
  return text
}
