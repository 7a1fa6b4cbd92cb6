import type { Order } from '@tradewind/contracts/orders.ts'

/** What must have become of an order, by the card it was paid with. */
export interface Expectation {
  status: Order['status']
  payment_status: Order['payment_status']
  /** Succeeded charges at the gateway. */
  charges: number
  /** Subjects of its mails begin so. */
  mails: RegExp[]
}

const PAID: Expectation = { status: 'confirmed', payment_status: 'captured', charges: 1, mails: [/confirmed/i] }
const DECLINED: Expectation = { status: 'pending', payment_status: 'failed', charges: 0, mails: [/payment/i] }
const UNAUTHENTICATED: Expectation = { status: 'pending', payment_status: 'requires_action', charges: 0, mails: [] }

const DECLINING = /^pm_card_chargeDeclined/

export function expectationOf(method: string): Expectation {
  if (DECLINING.test(method)) return DECLINED
  return method === 'pm_card_authenticationRequired' ? UNAUTHENTICATED : PAID
}
