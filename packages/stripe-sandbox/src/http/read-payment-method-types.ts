import type Stripe from 'stripe'
import { createInvalidRequest } from '../domain/gateway-error.ts'
import type { FormObject } from './form-encoding.ts'
import { readHash, readOneOf, readStrings, refuseUnknown } from './read-params.ts'

/** What restricts an intent to certain payment methods; cards are all there is here. */
interface MethodTypes {
  payment_method_types: string[]
  allowed_payment_method_types: string[] | null
  automatic_payment_methods: Stripe.PaymentIntent.AutomaticPaymentMethods | null
}

/** The first API version without `payment_method_types` (docs.stripe.com/changelog/endive/2026-09-30). */
const ENDIVE = '2026-09-30'

/** An intent that names no types takes what the dashboard enables, since API version 2023-08-16. */
const DASHBOARD_METHODS = { enabled: true, allow_redirects: 'always' as const }

/** `version` is the request's `Stripe-Version`, if it has one. */
export function readMethodTypes(params: FormObject, version: string | undefined): MethodTypes {
  if (params.payment_method_types !== undefined && version !== undefined && version >= ENDIVE) throw createOutdated()
  const types = readCardTypes(params, 'payment_method_types')
  const allowed = readCardTypes(params, 'allowed_payment_method_types')
  const automatic = readAutomatic(params)
  if ([types, allowed, automatic].filter(Boolean).length > 1) {
    const message =
      'You may only specify one of these parameters: payment_method_types, allowed_payment_method_types, automatic_payment_methods.'
    throw createInvalidRequest(message, { param: 'automatic_payment_methods' })
  }
  return {
    payment_method_types: ['card'],
    allowed_payment_method_types: allowed ?? null,
    automatic_payment_methods: automatic ?? (types || allowed ? null : DASHBOARD_METHODS),
  }
}

function createOutdated() {
  const message =
    'The parameter payment_method_types is no longer supported in this API version. Use allowed_payment_method_types or dynamic payment methods.'
  return createInvalidRequest(message, {
    code: 'payment_method_types_no_longer_supported',
    param: 'payment_method_types',
  })
}

function readCardTypes(params: FormObject, name: string): string[] | undefined {
  const types = readStrings(params, name)
  if (types.length === 0 || types.includes('card')) return types.length > 0 ? types : undefined
  throw createInvalidRequest(`This sandbox takes "card" only, not: ${types.join(', ')}.`, { param: name })
}

const AUTOMATIC = new Set(['enabled', 'allow_redirects'])

function readAutomatic(params: FormObject): Stripe.PaymentIntent.AutomaticPaymentMethods | undefined {
  const given = readHash(params, 'automatic_payment_methods')
  if (!given) return undefined
  refuseUnknown(given, AUTOMATIC, 'automatic_payment_methods')
  return {
    enabled: readOneOf(given, 'enabled', ['true', 'false']) === 'true',
    allow_redirects: readOneOf(given, 'allow_redirects', ['always', 'never']) ?? 'always',
  }
}
