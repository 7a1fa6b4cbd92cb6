import {
  type Decline,
  EXPIRED_CARD,
  GENERIC_DECLINE,
  INCORRECT_CVC,
  INSUFFICIENT_FUNDS,
  LOST_CARD,
  PROCESSING_ERROR,
} from './decline.ts'
import { type Fault, readFault } from './fault.ts'
import type { TestCard } from './test-card.ts'

/** A payment method of Stripe's testing page, or one of our faults, which ends as a Visa that is accepted. */
export interface TestMethod {
  id: string
  card: TestCard
  decline?: Decline
  requires_action?: true
  fault?: Fault
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
])

/** undefined when Stripe's testing page and our faults know no such name. */
export function findTestMethod(id: string): TestMethod | undefined {
  const method = METHODS.get(id)
  if (method) return { id, ...method }
  const fault = readFault(id)
  return fault && { id, card: VISA, fault }
}
