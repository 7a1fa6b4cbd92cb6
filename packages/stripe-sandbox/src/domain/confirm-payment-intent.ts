import type Stripe from 'stripe'
import { createCharge } from './charge.ts'
import { AUTHENTICATION_REQUIRED, type Decline } from './decline.ts'
import { declineCharge, toCardError } from './decline-charge.ts'
import { createInvalidRequest, type StripeErrorBody } from './gateway-error.ts'
import type { TestMethod } from './test-method.ts'

/** What the caller says about this one confirmation. */
export interface Confirmation {
  method: TestMethod
  charge_id: string
  /** Seconds since 1970. */
  created: number
  return_url: string | null
  use_stripe_sdk: boolean
  /** Nobody is there to authenticate: a card that asks for it is declined. */
  unattended: boolean
  /** The card's holder was asked already, and said yes. */
  is_authenticated?: boolean
  /** Where this sandbox is reached. */
  base_url: string
}

export type Confirmed =
  | { kind: 'charged'; intent: Stripe.PaymentIntent; charge: Stripe.Charge }
  | { kind: 'declined'; intent: Stripe.PaymentIntent; charge: Stripe.Charge; error: StripeErrorBody }
  | { kind: 'requires_action'; intent: Stripe.PaymentIntent }

/** Pure; the intent must be confirmable (`assertConfirmable`). */
export function confirmPaymentIntent(intent: Stripe.PaymentIntent, confirmation: Confirmation): Confirmed {
  const { method, unattended, is_authenticated } = confirmation
  const asks = method.requires_action && !is_authenticated
  if (method.decline && !asks) return decline(intent, { confirmation, decline: method.decline })
  if (!asks) return charge(intent, confirmation)
  if (unattended) return decline(intent, { confirmation, decline: AUTHENTICATION_REQUIRED })
  return { kind: 'requires_action', intent: askForAction(intent, confirmation) }
}

/** Throws Stripe's 400 when the intent's state allows no confirmation. */
export function assertConfirmable(intent: Stripe.PaymentIntent): void {
  if (CONFIRMABLE.has(intent.status)) return
  const message =
    intent.status === 'succeeded'
      ? 'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.'
      : `You cannot confirm this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be confirmed: ${[...CONFIRMABLE].join(', ')}.`
  throw createInvalidRequest(message, { code: 'payment_intent_unexpected_state', payment_intent: intent })
}

const CONFIRMABLE = new Set<string>(['requires_payment_method', 'requires_confirmation', 'requires_action'])

function charge(intent: Stripe.PaymentIntent, confirmation: Confirmation): Confirmed {
  const made = newCharge(intent, confirmation)
  const settled = made.captured
  const charged: Stripe.PaymentIntent = {
    ...intent,
    amount_capturable: settled ? 0 : intent.amount,
    amount_received: settled ? intent.amount : 0,
    last_payment_error: null,
    latest_charge: made.id,
    next_action: null,
    payment_method: confirmation.method.id,
    status: settled ? 'succeeded' : 'requires_capture',
  }
  return { kind: 'charged', intent: charged, charge: made }
}

function decline(intent: Stripe.PaymentIntent, refusal: { confirmation: Confirmation; decline: Decline }): Confirmed {
  const { card } = refusal.confirmation.method
  const failed = declineCharge(newCharge(intent, refusal.confirmation), { decline: refusal.decline, card })
  const error = toCardError(refusal.decline, { charge: failed, card })
  const declined: Stripe.PaymentIntent = {
    ...intent,
    last_payment_error: error,
    latest_charge: failed.id,
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  }
  return { kind: 'declined', intent: declined, charge: failed, error: { ...error, payment_intent: declined } }
}

function newCharge(intent: Stripe.PaymentIntent, confirmation: Confirmation): Stripe.Charge {
  const { method, charge_id: id, created, is_authenticated = false } = confirmation
  return createCharge({ intent, id, created, card: method.card, payment_method: method.id, is_authenticated })
}

function askForAction(intent: Stripe.PaymentIntent, confirmation: Confirmation): Stripe.PaymentIntent {
  return {
    ...intent,
    last_payment_error: null,
    next_action: toNextAction(intent, confirmation),
    payment_method: confirmation.method.id,
    status: 'requires_action',
  }
}

function toNextAction(
  intent: Stripe.PaymentIntent,
  { return_url, use_stripe_sdk, base_url }: Confirmation,
): Stripe.PaymentIntent.NextAction {
  const url = `${base_url}/sandbox/3ds/${intent.id}`
  if (return_url && !use_stripe_sdk) return { type: 'redirect_to_url', redirect_to_url: { return_url, url } }
  return { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url } }
}
