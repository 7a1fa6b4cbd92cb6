import { toTimestamp } from '@tradewind/service/runtime.ts'
import type Stripe from 'stripe'
import type { DisputeStatus, GatewayDispute } from '../domain/dispute.ts'
import type { GatewayObjects, ReadIntent } from '../notice-deps.ts'
import { fromStripeAmount } from './stripe-amounts.ts'
import { toOutcome } from './to-outcome.ts'
import { EXPAND } from './to-params.ts'
import { toGatewayRefund } from './to-refund-outcome.ts'

/** Stripe's objects as they are now; undefined for what it does not know. */
export function createStripeObjects(stripe: Stripe): GatewayObjects {
  return {
    readIntent: (gateway_ref) =>
      orUndefined(async () => toReadIntent(await stripe.paymentIntents.retrieve(gateway_ref, { expand: EXPAND }))),
    readRefund: (gateway_ref) =>
      orUndefined(async () => {
        const refund = await stripe.refunds.retrieve(gateway_ref)
        const { refund_id = null, undo } = refund.metadata ?? {}
        return { refund: toGatewayRefund(refund), refund_id, is_undo: undo !== undefined }
      }),
    readDispute: (gateway_ref) =>
      orUndefined(async () => toGatewayDispute(await stripe.disputes.retrieve(gateway_ref))),
  }
}

async function orUndefined<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if ((error as Stripe.errors.StripeError).statusCode === 404) return undefined
    throw error
  }
}

const ENDED = ['canceled', 'requires_payment_method']

function toReadIntent(intent: Stripe.PaymentIntent): ReadIntent {
  const { status, amount, amount_received, metadata, currency } = intent
  const live = ENDED.includes(status) ? 0 : status === 'succeeded' ? amount_received : amount
  return {
    outcome: toOutcome(intent),
    payment_id: metadata.payment_id ?? null,
    live_amount: fromStripeAmount(live, currency),
  }
}

/** Inquiries (`warning_…`) hold no money; `prevented` never came to be. */
const STATUS: Partial<Record<string, DisputeStatus>> = {
  needs_response: 'open',
  under_review: 'open',
  won: 'won',
  lost: 'lost',
}

function toGatewayDispute(dispute: Stripe.Dispute): GatewayDispute {
  const { id: gateway_ref, charge, payment_intent, amount, currency, status, reason, evidence_details } = dispute
  const due_by = evidence_details?.due_by
  return {
    gateway_ref,
    charge_ref: idOf(charge) ?? '',
    intent_ref: idOf(payment_intent),
    amount: fromStripeAmount(amount, currency),
    currency: currency.toUpperCase(),
    status: STATUS[status] ?? 'none',
    reason,
    evidence_due_by: due_by ? toTimestamp(due_by * 1000) : null,
  }
}

const idOf = (reference: string | { id: string } | null): string | null =>
  typeof reference === 'object' ? (reference?.id ?? null) : reference
