import type Stripe from 'stripe'
import { assertWholeUnits } from './charge-amount.ts'
import { formatAmount } from './format-amount.ts'
import { createInvalidRequest } from './gateway-error.ts'

/** What a create asks for, after the HTTP layer has read it. */
export interface NewRefund {
  /** null refunds all that is left. */
  amount: number | null
  reason: string | null
  metadata: Record<string, string>
}

interface Birth {
  id: string
  /** Seconds since 1970. */
  created: number
  amount: number
  is_pending: boolean
}

/** The refund, its amount taken out of what the charge has left: pending ones count, as at Stripe. */
export function createRefund(charge: Stripe.Charge, asked: NewRefund, birth: Birth): Stripe.Refund {
  const { id, created, amount, is_pending } = birth
  return {
    id,
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created,
    currency: charge.currency,
    customer: charge.customer as string | null,
    customer_account: null,
    destination_details: {
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    },
    metadata: asked.metadata,
    payment_intent: charge.payment_intent as string | null,
    payment_method: charge.payment_method,
    ...(is_pending ? { pending_reason: 'processing' } : {}),
    reason: asked.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: is_pending ? 'pending' : 'succeeded',
    transfer_reversal: null,
  }
}

interface Refunding {
  asked: NewRefund
  /** Of this charge. */
  disputes: Stripe.Dispute[]
}

/** What is to be refunded. Throws Stripe's 400 when it is not there to refund. */
export function readRefundable(charge: Stripe.Charge, { asked, disputes }: Refunding): number {
  assertRefundable(charge, disputes)
  const left = charge.amount - charge.amount_refunded
  const amount = asked.amount ?? left
  assertWholeUnits(amount, { currency: charge.currency, param: 'amount' })
  if (amount <= left) return amount
  const { currency } = charge
  throw createInvalidRequest(
    `Refund amount (${formatAmount(amount, currency)}) is greater than unrefunded amount on charge (${formatAmount(left, currency)})`,
    { param: 'amount' },
  )
}

function assertRefundable(charge: Stripe.Charge, disputes: Stripe.Dispute[]): void {
  if (disputes.some(({ is_charge_refundable }) => !is_charge_refundable)) {
    const message = `Charge ${charge.id} has been charged back; cannot issue a refund.`
    throw createInvalidRequest(message, { code: 'charge_disputed' })
  }
  if (charge.refunded) {
    throw createInvalidRequest(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' })
  }
  if (!charge.captured) throw createNothingToRefund(charge)
}

export function createNothingToRefund({ payment_intent }: Pick<Stripe.Charge, 'payment_intent'>) {
  const message = `This PaymentIntent (${payment_intent}) does not have a successful charge to refund.`
  return createInvalidRequest(message, { param: 'payment_intent' })
}

/** The charge with `amount` more refunded; less, when negative: a refund that failed gives it back. */
export function withRefunded(charge: Stripe.Charge, amount: number): Stripe.Charge {
  const amount_refunded = charge.amount_refunded + amount
  return { ...charge, amount_refunded, refunded: amount_refunded === charge.amount }
}

export function succeedRefund(refund: Stripe.Refund): Stripe.Refund {
  const { pending_reason: _, ...settled } = refund
  return { ...settled, status: 'succeeded' }
}

export function failRefund(refund: Stripe.Refund): Stripe.Refund {
  const { pending_reason: _, ...settled } = refund
  return { ...settled, status: 'failed', failure_reason: 'lost_or_stolen_card' }
}

export function cancelRefund(refund: Stripe.Refund): Stripe.Refund {
  if (refund.status === 'pending') return { ...refund, status: 'canceled', failure_reason: 'merchant_request' }
  throw createInvalidRequest(
    `You cannot cancel this refund because it has a status of ${refund.status}. Only a pending refund may be canceled.`,
    { param: 'refund' },
  )
}
