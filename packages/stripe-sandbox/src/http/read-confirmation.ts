import type { Confirming } from '../use-cases/confirm.ts'
import type { FormObject } from './form-encoding.ts'
import { readBoolean, readString } from './read-params.ts'

/** What create with `confirm` and confirm both take; those that change nothing here are accepted all the same. */
export const CONFIRMATION_PARAMS = [
  'allowed_payment_method_types',
  'capture_method',
  'error_on_requires_action',
  'expand',
  'mandate_data',
  'off_session',
  'payment_method',
  'payment_method_options',
  'receipt_email',
  'return_url',
  'setup_future_usage',
  'shipping',
  'use_stripe_sdk',
]

export function readConfirmation(params: FormObject, base_url: string): Omit<Confirming, 'method'> {
  const off_session = readString(params, 'off_session')
  return {
    return_url: readString(params, 'return_url') ?? null,
    use_stripe_sdk: readBoolean(params, 'use_stripe_sdk') ?? false,
    // `off_session` is a boolean or, of old, `one_off` and `recurring`.
    unattended: (off_session ?? 'false') !== 'false' || readBoolean(params, 'error_on_requires_action') === true,
    base_url,
  }
}
