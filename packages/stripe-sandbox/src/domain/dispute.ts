import type Stripe from 'stripe'
import { createInvalidRequest } from './gateway-error.ts'

/** What the card's bank says. */
export interface DisputeCause {
  reason: 'fraudulent' | 'general' | 'product_not_received' | 'duplicate' | 'product_unacceptable'
  /** Only asks: no money is withdrawn. */
  is_inquiry: boolean
}

interface NewDispute extends DisputeCause {
  id: string
  /** Seconds since 1970. */
  created: number
  amount: number
}

/** What a dispute costs beside its amount; given back when it is won. */
export const DISPUTE_FEE = 1500
const DAYS_TO_RESPOND = 9

export function createDispute(charge: Stripe.Charge, made: NewDispute): Stripe.Dispute {
  const { id, created, amount, reason, is_inquiry } = made
  return {
    id,
    object: 'dispute',
    amount,
    balance_transactions: [],
    charge: charge.id,
    created,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: NO_EVIDENCE,
    evidence_details: {
      due_by: created + DAYS_TO_RESPOND * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: is_inquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent as string | null,
    payment_method_details: { type: 'card', card: toCard(charge, made) },
    reason,
    status: is_inquiry ? 'warning_needs_response' : 'needs_response',
  }
}

function toCard(charge: Stripe.Charge, { reason, is_inquiry }: DisputeCause) {
  const brand = charge.payment_method_details?.card?.brand ?? 'visa'
  return {
    brand,
    case_type: is_inquiry ? ('inquiry' as const) : ('chargeback' as const),
    network: brand,
    network_reason_code: reason === 'fraudulent' ? '10.4' : '13.1',
  }
}

const isInquiry = (dispute: Stripe.Dispute): boolean => dispute.payment_method_details?.card?.case_type === 'inquiry'

/** The texts that tell Stripe's test mode how a dispute is to end. */
const VERDICTS: Record<string, 'win_dispute' | 'lose_dispute'> = {
  winning_evidence: 'win_dispute',
  losing_evidence: 'lose_dispute',
}

interface Submission {
  evidence: Record<string, string>
  /** Else it is only kept. */
  submit: boolean
}

/** The dispute with more evidence, and what the bank will decide on it: undefined when it goes on thinking. */
export function submitEvidence(dispute: Stripe.Dispute, { evidence, submit }: Submission) {
  assertOpen(dispute)
  const known = { ...dispute.evidence, ...evidence }
  const verdict = submit ? VERDICTS[String(known.uncategorized_text)] : undefined
  const submitted: Stripe.Dispute = {
    ...dispute,
    evidence: known,
    evidence_details: {
      ...dispute.evidence_details,
      has_evidence: Object.values(known).some((value) => typeof value === 'string'),
      submission_count: dispute.evidence_details.submission_count + (submit ? 1 : 0),
      submission_method: submit ? 'manual' : dispute.evidence_details.submission_method,
    },
    status: submit ? (isInquiry(dispute) ? 'warning_under_review' : 'under_review') : dispute.status,
  }
  return { dispute: submitted, verdict }
}

export function winDispute(dispute: Stripe.Dispute): Stripe.Dispute {
  return { ...dispute, is_charge_refundable: true, status: isInquiry(dispute) ? 'warning_closed' : 'won' }
}

export function loseDispute(dispute: Stripe.Dispute): Stripe.Dispute {
  assertOpen(dispute)
  return { ...dispute, status: isInquiry(dispute) ? 'warning_closed' : 'lost' }
}

/** Captured, not disputed yet, and not all refunded. */
export function isDisputable({ captured, disputed, refunded }: Stripe.Charge): boolean {
  return captured && !disputed && !refunded
}

export function isOpen({ status }: Stripe.Dispute): boolean {
  return OPEN.has(status)
}

const OPEN = new Set<string>(['needs_response', 'under_review', 'warning_needs_response', 'warning_under_review'])

function assertOpen(dispute: Stripe.Dispute): void {
  if (!isOpen(dispute)) throw createInvalidRequest('This dispute is already closed', { param: 'dispute' })
}

/** The texts of Stripe's evidence; it takes files as well, which this sandbox has not. */
export const EVIDENCE_TEXTS = [
  'access_activity_log',
  'billing_address',
  'cancellation_policy_disclosure',
  'cancellation_rebuttal',
  'customer_email_address',
  'customer_name',
  'customer_purchase_ip',
  'duplicate_charge_explanation',
  'duplicate_charge_id',
  'product_description',
  'refund_policy_disclosure',
  'refund_refusal_explanation',
  'service_date',
  'shipping_address',
  'shipping_carrier',
  'shipping_date',
  'shipping_tracking_number',
  'uncategorized_text',
] as const

const NO_EVIDENCE: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
}
