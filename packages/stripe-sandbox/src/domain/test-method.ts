import {
  type Decline,
  EXPIRED_CARD,
  GENERIC_DECLINE,
  INCORRECT_CVC,
  INSUFFICIENT_FUNDS,
  LOST_CARD,
  PROCESSING_ERROR,
} from './decline.ts'
import type { DisputeCause } from './dispute.ts'
import { type Fault, readFault } from './fault.ts'
import type { TestCard } from './test-card.ts'

/** A payment method of Stripe's testing page, or one of our faults, which ends as a Visa that is accepted. */
export interface TestMethod {
  id: string
  card: TestCard
  decline?: Decline
  requires_action?: true
  /** How its webhooks arrive. */
  webhooks?: 'twice' | 'reversed'
  refunds?: RefundCourse
  /** It is disputed a while after it paid. */
  dispute?: DisputeCause
  /** What is declined of what it has authorized, which stays so. */
  declines?: 'capture' | 'cancel'
  /** What follows its charge goes wrong once an order (without one: a charge); then it is a good card. */
  strikes_once?: boolean
  fault?: Fault
}

/** What a refund begins as, and ends as some time later. */
interface RefundCourse {
  starts: 'pending' | 'succeeded'
  ends: 'succeeded' | 'failed'
}

const VISA: TestCard = { brand: 'visa', last4: '4242' }
const visa = (last4: string): TestCard => ({ brand: 'visa', last4 })

const METHODS = new Map<string, Omit<TestMethod, 'id'>>([
  ['pm_card_visa', { card: VISA }],
  ['pm_card_mastercard', { card: { brand: 'mastercard', last4: '4444' } }],
  ['pm_card_amex', { card: { brand: 'amex', last4: '8431' } }],
  ['pm_card_chargeDeclined', { card: visa('0002'), decline: GENERIC_DECLINE }],
  ['pm_card_chargeDeclinedInsufficientFunds', { card: visa('9995'), decline: INSUFFICIENT_FUNDS }],
  ['pm_card_chargeDeclinedLostCard', { card: visa('9987'), decline: LOST_CARD }],
  ['pm_card_chargeDeclinedExpiredCard', { card: visa('0069'), decline: EXPIRED_CARD }],
  ['pm_card_chargeDeclinedIncorrectCvc', { card: visa('0127'), decline: INCORRECT_CVC }],
  ['pm_card_chargeDeclinedProcessingError', { card: visa('0119'), decline: PROCESSING_ERROR }],
  ['pm_card_authenticationRequired', { card: visa('3184'), requires_action: true }],
  ['pm_card_threeDSecure2Required', { card: visa('3220'), requires_action: true }],
  [
    'pm_card_authenticationRequiredChargeDeclinedInsufficientFunds',
    { card: visa('8260'), requires_action: true, decline: INSUFFICIENT_FUNDS },
  ],
  ['pm_card_createDispute', { card: visa('0259'), dispute: { reason: 'fraudulent', is_inquiry: false } }],
  [
    'pm_card_createDisputeProductNotReceived',
    { card: visa('2685'), dispute: { reason: 'product_not_received', is_inquiry: false } },
  ],
  ['pm_card_createDisputeInquiry', { card: visa('1976'), dispute: { reason: 'fraudulent', is_inquiry: true } }],
  ['pm_card_pendingRefund', { card: visa('7726'), refunds: { starts: 'pending', ends: 'succeeded' } }],
  ['pm_card_refundFail', { card: visa('5126'), refunds: { starts: 'succeeded', ends: 'failed' } }],
])

/** Faults that are not of the call that charges, but of what follows it. */
const LATER_FAULTS = new Map<string, Omit<TestMethod, 'id' | 'card' | 'strikes_once'>>([
  ['pm_sim_webhook_dup', { webhooks: 'twice' }],
  ['pm_sim_webhook_reorder', { webhooks: 'reversed' }],
  ['pm_sim_dispute', { dispute: { reason: 'fraudulent', is_inquiry: false } }],
  ['pm_sim_capture_refused', { declines: 'capture' }],
  ['pm_sim_cancel_refused', { declines: 'cancel' }],
  ['pm_sim_refund_fails', { refunds: { starts: 'pending', ends: 'failed' } }],
])

/** undefined when Stripe's testing page and our faults know no such name. */
export function findTestMethod(id: string): TestMethod | undefined {
  const method = METHODS.get(id)
  if (method) return { id, ...method }
  const later = LATER_FAULTS.get(id.replace(/_always$/, ''))
  if (later) return { id, card: VISA, ...later, strikes_once: !id.endsWith('_always') }
  const fault = readFault(id)
  return fault && { id, card: VISA, fault }
}
