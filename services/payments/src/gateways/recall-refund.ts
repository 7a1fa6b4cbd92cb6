import type Stripe from 'stripe'
import type { PaymentStore } from '../deps.ts'
import type { Outcome } from '../domain/outcome.ts'
import { toRefundOutcome } from './to-refund-outcome.ts'

const PAGE = 100
const ENDED = ['failed', 'canceled']

interface Memory {
  stripe: Stripe
  store: PaymentStore
  restored_ms: number
}

/** A refund of this amount that was made for us before the database was put back, and that it knows nothing of. */
export async function recallRefund(
  { stripe, store, restored_ms }: Memory,
  { payment_intent = '', amount, metadata }: Stripe.RefundCreateParams,
): Promise<Outcome | undefined> {
  const { payment_id } = metadata as Record<string, string>
  const known = await store.listRefunds({ payment_id: payment_id ?? '', limit: PAGE })
  const names = new Set(known.flatMap(({ id, gateway_ref }) => [id, gateway_ref]))
  for await (const refund of stripe.refunds.list({ payment_intent, limit: PAGE })) {
    const asked_for = refund.metadata?.refund_id
    if (asked_for === undefined || names.has(asked_for) || names.has(refund.id)) continue
    if (refund.amount !== amount || refund.created * 1000 >= restored_ms || ENDED.includes(refund.status ?? ''))
      continue
    return toRefundOutcome(refund)
  }
  return undefined
}
