import type { Payment } from '@tradewind/contracts/payments.ts'
import type { Break } from './break.ts'

/** What is posted of a payment in an account: debits less credits. */
export interface PaymentSum {
  payment_id: string
  account: string
  currency: string
  net: number
}

/** Whether the ledger says of the payment what the payment says of itself. */
export function compareLedger(payment: Payment, sums: PaymentSum[]): Break[] {
  const { id, gateway_ref, currency } = payment
  const own = sums.filter(({ payment_id, account }) => payment_id === id && !ELSEWHERE.has(account))
  const net = (...accounts: string[]) =>
    own.reduce((sum, row) => (row.currency === currency && accounts.includes(row.account) ? sum + row.net : sum), 0)
  const pairs: [number, number][] = [
    [payment.amount_captured, -net('order_revenue')],
    [payment.amount_refunded, net('refunds')],
    [payment.amount_disputed, net('dispute_hold', 'chargeback_loss')],
    [0, own.find((row) => row.currency !== currency && row.net !== 0)?.net ?? 0],
  ]
  const differing = pairs.find(([expected, actual]) => expected !== actual)
  if (!differing) return []
  const [expected, actual] = differing
  return [{ type: 'ledger', subject: id, payment_id: id, gateway_ref, charge_ref: null, expected, actual }]
}

/** Compared by the movement they come of; what the gateway owes is the other side of all. */
const ELSEWHERE = new Set(['processor_fees', 'bank', 'gateway_receivable'])
