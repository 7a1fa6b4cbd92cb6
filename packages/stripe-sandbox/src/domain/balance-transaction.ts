import type Stripe from 'stripe'

type Shape = 'charge' | 'refund' | 'refund_failure' | 'dispute' | 'dispute_reversal' | 'payout' | 'payout_cancel'

/** One movement of the account's balance, before it has an id. */
export interface Movement {
  shape: Shape
  /** What the balance is credited with, before fees; negative for a debit. Minor units. */
  amount: number
  fee: number
  currency: string
  /** The object it comes from. */
  source: string
}

/** Stripe's `type` beside its `reporting_category`, and what the statement says. */
const SHAPES: Record<Shape, { type: Stripe.BalanceTransaction.Type; description: string | null; fee: string }> = {
  charge: { type: 'charge', description: null, fee: 'Stripe processing fees' },
  refund: { type: 'refund', description: 'REFUND FOR CHARGE', fee: '' },
  refund_failure: { type: 'refund_failure', description: 'REFUND FAILURE', fee: '' },
  dispute: { type: 'adjustment', description: 'Chargeback withdrawal', fee: 'Dispute fee' },
  dispute_reversal: { type: 'adjustment', description: 'Chargeback reversal', fee: 'Dispute fee refund' },
  payout: { type: 'payout', description: 'STRIPE PAYOUT', fee: '' },
  payout_cancel: { type: 'payout_cancel', description: 'STRIPE PAYOUT CANCEL', fee: '' },
}

/** Funds are available at once: waiting two days for them would serve no test. */
export function createBalanceTransaction(
  { shape, amount, fee, currency, source }: Movement,
  { id, created }: { id: string; created: number },
): Stripe.BalanceTransaction {
  const { type, description, fee: fee_description } = SHAPES[shape]
  return {
    id,
    object: 'balance_transaction',
    amount,
    available_on: created,
    balance_type: 'payments',
    created,
    currency,
    description,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [toFeeDetail(fee, { currency, description: fee_description })],
    net: amount - fee,
    reporting_category: shape,
    source,
    status: 'available',
    type,
  }
}

/** 2.9 % and 30 minor units, rounded half up; in whole numbers alone. */
export function processingFee(amount: number): number {
  return Math.floor((amount * 29 + 500) / 1000) + 30
}

function toFeeDetail(amount: number, { currency, description }: { currency: string; description: string }) {
  return { amount, application: null, currency, description, type: 'stripe_fee' }
}
