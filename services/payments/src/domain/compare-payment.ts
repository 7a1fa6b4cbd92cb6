import type { Payment } from '@tradewind/contracts/payments.ts'
import type { Break } from './break.ts'
import type { GatewayIntent } from './gateway-intent.ts'

interface Pair {
  payment: Payment
  intent: GatewayIntent
}

/** How payment and intent differ: one break at most, since what follows from the first would only repeat it. */
export function comparePayment({ payment, intent }: Pair): Break[] {
  const found = findDifference(payment, intent)
  if (!found) return []
  const { gateway_ref, charge_ref } = intent
  return [{ ...found, subject: payment.id, payment_id: payment.id, gateway_ref, charge_ref }]
}

type Difference = Pick<Break, 'type' | 'expected' | 'actual'>

function findDifference(payment: Payment, intent: GatewayIntent): Difference | undefined {
  if (payment.currency !== intent.currency)
    return { type: 'currency', expected: payment.currency, actual: intent.currency }
  if (moneyState(payment.status) !== moneyState(intent.status))
    return { type: 'status', expected: payment.status, actual: intent.status }
  if (moneyState(payment.status) === 'none') return undefined
  return findAmount(payment, intent)
}

/** Without money on either side it is all the same why. */
const moneyState = (status: string): string =>
  status === 'succeeded' || status === 'requires_capture' ? status : 'none'

function findAmount(payment: Payment, intent: GatewayIntent): Difference | undefined {
  for (const field of ['amount_captured', 'amount_capturable', 'amount'] as const) {
    if (payment[field] !== intent[field]) return { type: 'amount', expected: payment[field], actual: intent[field] }
  }
  const { amount_refunded: expected, amount_refund_pending } = payment
  const { amount_refunded: actual } = intent
  // What is pending here may have gone through there.
  const isWithin = actual >= expected && actual <= expected + amount_refund_pending
  return isWithin ? undefined : { type: 'amount', expected, actual }
}
