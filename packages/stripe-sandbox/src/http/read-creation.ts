import type Stripe from 'stripe'
import { assertChargeable } from '../domain/charge-amount.ts'
import { createInvalidRequest } from '../domain/gateway-error.ts'
import type { NewPaymentIntent } from '../domain/payment-intent.ts'
import type { TestMethod } from '../domain/test-method.ts'
import type { Creation } from '../use-cases/create-payment-intent.ts'
import type { FormObject } from './form-encoding.ts'
import { readCurrency, readRequiredAmount } from './read-amount.ts'
import { CONFIRMATION_PARAMS, readConfirmation } from './read-confirmation.ts'
import { readMetadata } from './read-metadata.ts'
import { readBoolean, readHash, readOneOf, readString, refuseUnknown } from './read-params.ts'
import { readPaymentMethod } from './read-payment-method.ts'
import { readMethodTypes } from './read-payment-method-types.ts'

const KNOWN = new Set([
  ...CONFIRMATION_PARAMS,
  'amount',
  'currency',
  'automatic_payment_methods',
  'confirm',
  'confirmation_method',
  'customer',
  'description',
  'metadata',
  'payment_method_types',
  'statement_descriptor',
  'statement_descriptor_suffix',
])

interface Origin {
  /** Where this sandbox was reached. */
  base_url: string
  /** The request's `Stripe-Version`. */
  version: string | undefined
}

/** Reads the parameters of `POST /v1/payment_intents`; throws Stripe's 400 for the first that does not fit. */
export function readCreation(params: FormObject, { base_url, version }: Origin): Creation {
  refuseUnknown(params, KNOWN)
  const method = readPaymentMethod(params)
  const asked = readAsked(params, { method, version })
  if (readBoolean(params, 'confirm') !== true) return { asked, confirming: undefined }
  if (!method) {
    const message = 'You must provide a payment method when you create a PaymentIntent with confirm=true.'
    throw createInvalidRequest(message, { code: 'parameter_missing', param: 'payment_method' })
  }
  const confirming = { ...readConfirmation(params, base_url), method }
  refuseUnreturnable(asked, confirming.return_url)
  return { asked, confirming }
}

function readAsked(
  params: FormObject,
  { method, version }: { method: TestMethod | undefined; version: string | undefined },
): NewPaymentIntent {
  const amount = readRequiredAmount(params)
  const currency = readCurrency(params)
  assertChargeable(amount, currency)
  return {
    amount,
    currency,
    capture_method: readOneOf(params, 'capture_method', CAPTURE_METHODS) ?? 'automatic_async',
    confirmation_method: readOneOf(params, 'confirmation_method', ['automatic', 'manual']) ?? 'automatic',
    customer: readString(params, 'customer') ?? null,
    description: readString(params, 'description') ?? null,
    metadata: readMetadata(params),
    payment_method: method?.id ?? null,
    ...readMethodTypes(params, version),
    receipt_email: readString(params, 'receipt_email') ?? null,
    setup_future_usage: readOneOf(params, 'setup_future_usage', ['off_session', 'on_session']) ?? null,
    shipping: (readHash(params, 'shipping') as Stripe.PaymentIntent.Shipping | undefined) ?? null,
    statement_descriptor: readString(params, 'statement_descriptor') ?? null,
    statement_descriptor_suffix: readString(params, 'statement_descriptor_suffix') ?? null,
  }
}

export const CAPTURE_METHODS = ['automatic', 'automatic_async', 'manual'] as const

/** The real Stripe refuses this too: some of the dashboard's methods would send the customer away. */
function refuseUnreturnable({ automatic_payment_methods }: NewPaymentIntent, return_url: string | null): void {
  if (return_url !== null || !automatic_payment_methods?.enabled) return
  if (automatic_payment_methods.allow_redirects === 'never') return
  throw createInvalidRequest(
    "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never`, or give `allowed_payment_method_types`.",
    { param: 'return_url' },
  )
}
