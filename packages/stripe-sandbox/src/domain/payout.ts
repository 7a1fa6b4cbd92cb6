import type Stripe from 'stripe'
import { createInvalidRequest } from './gateway-error.ts'

/** What a create asks for, after the HTTP layer has read it. */
export interface NewPayout {
  amount: number
  currency: string
  description: string | null
  metadata: Record<string, string>
  statement_descriptor: string | null
  automatic: boolean
}

interface Birth {
  id: string
  /** Seconds since 1970. */
  created: number
}

/** On its way to the bank. */
export function createPayout(asked: NewPayout, birth: Birth): Stripe.Payout {
  return {
    ...asked,
    ...birth,
    object: 'payout',
    application_fee: null,
    application_fee_amount: null,
    arrival_date: birth.created,
    balance_transaction: null,
    destination: 'ba_sandbox',
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: asked.automatic ? 'in_progress' : 'not_applicable',
    reversed_by: null,
    source_type: 'card',
    status: 'pending',
    trace_id: { status: 'pending', value: null },
    type: 'bank_account',
  }
}

export function assertPayable(asked: NewPayout, available: number): void {
  if (asked.amount <= available) return
  const message = `You have insufficient funds in your Stripe account for this transfer. Your card balance is too low: ${available} ${asked.currency}.`
  throw createInvalidRequest(message, { code: 'balance_insufficient', param: 'amount' })
}

export function payPayout(payout: Stripe.Payout): Stripe.Payout {
  const reconciliation_status = payout.automatic ? 'completed' : payout.reconciliation_status
  const trace_id = { status: 'supported', value: `sandbox-${payout.id.slice(-8)}` }
  return { ...payout, status: 'paid', reconciliation_status, trace_id }
}

export function cancelPayout(payout: Stripe.Payout): Stripe.Payout {
  if (payout.status === 'pending' && !payout.automatic) return { ...payout, status: 'canceled' }
  const why = payout.automatic ? 'automatic payouts cannot be canceled' : `it has a status of ${payout.status}`
  throw createInvalidRequest(`Payout ${payout.id} cannot be canceled: ${why}.`)
}
