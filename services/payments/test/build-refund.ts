import type { Payment } from '@tradewind/contracts/payments.ts'
import { createRuntime } from '@tradewind/service/runtime.ts'
import type { NewRefund } from '../src/deps.ts'
import { beginAttempt } from '../src/domain/attempt.ts'
import { beginRefund } from '../src/domain/refund.ts'

const { newId } = createRuntime()
const HOUR_MS = 3_600_000

/** What T1 of a refund stores: sent an hour after 1970, leased for 15 s. */
export function buildRefund({ payment, amount }: { payment: Payment; amount: number }): NewRefund {
  const refund = beginRefund({ id: newId('re'), payment, request: {}, amount, now: HOUR_MS })
  const what = { id: newId('att'), kind: 'refund' as const, payment_id: payment.id, refund_id: refund.id }
  const attempt = beginAttempt({ ...what, request: '{}', now: HOUR_MS, lease_end: HOUR_MS + 15_000 })
  const key = { client_id: 'service', idempotency_key: refund.id, request_hash: 'hash' }
  return { key, refund, attempt, events: [] }
}
