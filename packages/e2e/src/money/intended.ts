import type { Payment } from '@tradewind/contracts/payments.ts'

/** What must have become of an order's payment, here and at the gateway. Minor units. */
export interface Intended {
  status: Payment['status']
  captured: number
  refunded: number
  disputed: number
}
