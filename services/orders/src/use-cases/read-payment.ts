import type { PaymentsClient } from '../client-deps.ts'
import type { PaymentReading } from '../domain/apply-reading.ts'

/**
 * A payment and, if asked, its refunds as they are now. Refunds first: then the payment's amounts are at least as new as
 * they, and what a refund has taken is never offered a second time.
 */
export async function readPayment(
  payments: Pick<PaymentsClient, 'read' | 'readRefunds'>,
  asked: { payment_id: string; refunds: boolean },
): Promise<PaymentReading | { reason: string }> {
  const refunds = asked.refunds ? await payments.readRefunds(asked.payment_id) : []
  if ('reason' in refunds) return refunds
  const payment = await payments.read(asked.payment_id)
  return 'reason' in payment ? payment : { payment, refunds }
}
