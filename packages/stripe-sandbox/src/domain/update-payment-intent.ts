import type Stripe from 'stripe'
import { assertChargeable } from './charge-amount.ts'
import { createInvalidRequest } from './gateway-error.ts'
import { mergeMetadata } from './merge-metadata.ts'
import type { NewPaymentIntent } from './payment-intent.ts'

type Asked = Pick<
  NewPaymentIntent,
  | 'amount'
  | 'currency'
  | 'capture_method'
  | 'customer'
  | 'description'
  | 'metadata'
  | 'payment_method'
  | 'receipt_email'
  | 'setup_future_usage'
  | 'shipping'
  | 'statement_descriptor'
  | 'statement_descriptor_suffix'
>

/** What is given is changed; pairs of the metadata are added or taken away. */
export type IntentUpdate = { [Name in keyof Asked]?: Asked[Name] }

/** What a charge is made of: fixed once there is one, and another confirmation is needed when it changes before. */
const CHARGED = ['amount', 'currency', 'capture_method', 'payment_method'] as const
const CHANGEABLE = new Set<string>(['requires_payment_method', 'requires_confirmation', 'requires_action'])

export function updatePaymentIntent(intent: Stripe.PaymentIntent, changes: IntentUpdate): Stripe.PaymentIntent {
  const changed = CHARGED.filter((name) => changes[name] !== undefined && changes[name] !== intent[name])
  if (changed[0] && !CHANGEABLE.has(intent.status)) throw createFixed(intent, changed[0])
  const metadata = mergeMetadata(intent.metadata, changes.metadata ?? {})
  const updated: Stripe.PaymentIntent = { ...intent, ...changes, metadata }
  if (changed.length === 0) return updated
  assertChargeable(updated.amount, updated.currency)
  return {
    ...updated,
    next_action: null,
    status: updated.payment_method ? 'requires_confirmation' : 'requires_payment_method',
  }
}

function createFixed(intent: Stripe.PaymentIntent, name: string) {
  const message = `This PaymentIntent's ${name} could not be updated because it has a status of ${intent.status}. You may only update the ${name} of a PaymentIntent with one of the following statuses: ${[...CHANGEABLE].join(', ')}.`
  return createInvalidRequest(message, { code: 'payment_intent_unexpected_state', param: name, payment_intent: intent })
}
