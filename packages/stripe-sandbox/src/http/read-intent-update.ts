import type Stripe from 'stripe'
import type { IntentUpdate } from '../domain/update-payment-intent.ts'
import type { FormObject } from './form-encoding.ts'
import { readAmount, readCurrency } from './read-amount.ts'
import { CAPTURE_METHODS } from './read-creation.ts'
import { readMetadataChange } from './read-metadata.ts'
import { readHash, readOneOf, readString, refuseUnknown } from './read-params.ts'
import { readPaymentMethod } from './read-payment-method.ts'

const TEXTS = [
  'customer',
  'description',
  'receipt_email',
  'setup_future_usage',
  'statement_descriptor',
  'statement_descriptor_suffix',
] as const
const KNOWN = new Set<string>([
  ...TEXTS,
  'amount',
  'capture_method',
  'currency',
  'expand',
  'metadata',
  'payment_method',
  'shipping',
])

/** Reads the parameters of `POST /v1/payment_intents/:id`; an empty text unsets. */
export function readIntentUpdate(params: FormObject): IntentUpdate {
  refuseUnknown(params, KNOWN)
  const update: IntentUpdate = { metadata: readMetadataChange(params) }
  for (const name of TEXTS) {
    if (params[name] !== undefined) update[name] = readString(params, name) ?? null
  }
  const amount = readAmount(params, 'amount')
  const capture_method = readOneOf(params, 'capture_method', CAPTURE_METHODS)
  const method = readPaymentMethod(params)
  if (amount !== undefined) update.amount = amount
  if (params.currency !== undefined) update.currency = readCurrency(params)
  if (capture_method) update.capture_method = capture_method
  if (method) update.payment_method = method.id
  if (params.shipping !== undefined) {
    update.shipping = (readHash(params, 'shipping') as Stripe.PaymentIntent.Shipping | undefined) ?? null
  }
  return update
}
