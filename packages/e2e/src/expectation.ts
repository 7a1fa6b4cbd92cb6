import type { Order } from '@tradewind/contracts/orders.ts'

/** What must have become of an order, by the card it was paid with. */
export interface Expectation {
  status: Order['status']
  payment_status: Order['payment_status']
  /** Succeeded charges at the gateway. */
  charges: number
  /** Subjects of its mails begin so. */
  mails: RegExp[]
  /** Payments that payments has of it; 1 unless told. */
  payments?: number
  /** Minor units that went back; none unless told. */
  refunded?: number
  /** Its charge was only ever held, and let go of. */
  held?: true
}

const PAID: Expectation = { status: 'confirmed', payment_status: 'captured', charges: 1, mails: [/confirmed/i] }
const DECLINED: Expectation = { status: 'pending', payment_status: 'failed', charges: 0, mails: [/payment/i] }
const UNAUTHENTICATED: Expectation = {
  status: 'pending',
  payment_status: 'requires_action',
  charges: 0,
  mails: [/confirm the payment/i],
}

const DECLINING = /^pm_card_chargeDeclined/

/** What the rest of its life, or else its card, must have made of an order. */
export function expectationOf({ method, becomes }: { method: string; becomes?: Expectation }): Expectation {
  if (becomes) return becomes
  if (DECLINING.test(method)) return DECLINED
  return method === 'pm_card_authenticationRequired' ? UNAUTHENTICATED : PAID
}
