import type Stripe from 'stripe'
import type { Context, Deps } from '../deps.ts'
import { createMissing } from '../domain/gateway-error.ts'
import { toCreated } from '../domain/position.ts'
import type { GatewayWrites } from '../gateway-store.ts'
import { answerOnce } from './answer-once.ts'
import { bookCharge } from './book-charge.ts'
import type { Answer, Call } from './call.ts'
import { commitAnswer } from './commit-answer.ts'

export const BREAKS = ['delete', 'change_amount', 'double', 'stray', 'remove_fee'] as const

interface Plant {
  kind: (typeof BREAKS)[number]
  payment_intent: string
  /** Only for `change_amount`. */
  amount: number
}

/** What a break is planted in. */
interface Paid {
  intent: Stripe.PaymentIntent
  charge: Stripe.Charge
}

type Planting = (deps: Deps, writes: GatewayWrites, paid: Paid & { amount: number }) => Stripe.PaymentIntent

/** Falsifies the books behind everybody's back, without an event: reconciliation must find it. Answers the intent. */
export async function plantBreak(context: Context, call: Call, plant: Plant): Promise<Answer> {
  return answerOnce(context, call, () =>
    commitAnswer(context, call, (writes) => {
      const paid = findPaid(writes, plant.payment_intent)
      const intent = PLANTINGS[plant.kind](context, writes, { ...paid, amount: plant.amount })
      return { status: 200, body: JSON.stringify(intent) }
    }),
  )
}

function findPaid(writes: GatewayWrites, id: string): Paid {
  const intent = writes.find('payment_intent', id)
  const charge = writes.find('charge', String(intent?.latest_charge))
  if (intent && charge) return { intent, charge }
  throw createMissing('payment_intent', { id, param: 'payment_intent' })
}

const PLANTINGS: Record<Plant['kind'], Planting> = {
  delete(_deps, writes, { intent, charge }) {
    changeBooked(writes, charge, (booked) => ({ ...booked, amount: 0, fee: 0, net: 0 }))
    if (charge.balance_transaction) writes.remove('balance_transaction', String(charge.balance_transaction))
    writes.removeCharge(charge)
    writes.removeIntent(intent)
    return intent
  },
  change_amount(_deps, writes, { intent, charge, amount }) {
    const changed = { ...intent, amount, amount_received: intent.amount_received === 0 ? 0 : amount }
    writes.updateIntent(intent.id, JSON.stringify(changed))
    writes.updateCharge(charge, { ...charge, amount, amount_captured: charge.captured ? amount : 0 })
    changeBooked(writes, charge, (booked) => ({ ...booked, amount, net: amount - booked.fee }))
    return changed
  },
  double: (deps, writes, paid) => copy(deps, writes, { ...paid, metadata: paid.intent.metadata }),
  stray: (deps, writes, paid) => copy(deps, writes, { ...paid, metadata: {} }),
  remove_fee(_deps, writes, { intent, charge }) {
    changeBooked(writes, charge, (booked) => ({ ...booked, fee: 0, fee_details: [], net: booked.amount }))
    return intent
  },
}

/** A second intent and charge like the first. */
function copy(deps: Deps, writes: GatewayWrites, paid: Paid & { metadata: Stripe.Metadata }): Stripe.PaymentIntent {
  const { metadata } = paid
  const position = writes.nextPosition()
  const id = deps.newId('pi')
  const born = { created: toCreated(position), metadata }
  const charge = { ...paid.charge, ...born, id: deps.newId('ch'), payment_intent: id, balance_transaction: null }
  const booked = bookCharge(deps, writes, charge)
  const intent = { ...paid.intent, ...born, id, latest_charge: booked.id }
  writes.insertCharge(booked, { position, text: JSON.stringify(booked) })
  writes.insertIntent(intent, { position, text: JSON.stringify(intent) })
  return intent
}

type Change = (booked: Stripe.BalanceTransaction) => Stripe.BalanceTransaction

function changeBooked(writes: GatewayWrites, { balance_transaction }: Stripe.Charge, change: Change): void {
  const booked = writes.find('balance_transaction', String(balance_transaction))
  if (!booked) return
  const changed = change(booked)
  writes.update('balance_transaction', changed)
  writes.addToBalance(booked.currency, changed.net - booked.net)
}
