import type { PaymentRequest } from '@tradewind/contracts/payments.ts'
import { failpoint } from '@tradewind/service/failpoint.ts'
import { hashRequest } from '@tradewind/service/request-hash.ts'
import type { Deps, NewCharge } from '../deps.ts'
import { beginAttempt, beginPayment } from '../domain/begin-charge.ts'
import { leaseEnd } from '../domain/retry-times.ts'
import { awaitRun } from './await-run.ts'
import { replayPayment } from './replay-payment.ts'
import { sendAttempt } from './send-attempt.ts'
import type { Taken, Taking } from './taking.ts'

/**
 * Charges once per key: T1 writes down what is about to be sent, G sends it, T2 writes down what came of it.
 * @throws AppError `order_already_paid`, `idempotency_key_reused`, `database_unavailable`
 */
export async function takePayment(deps: Deps, { key, request, deadline }: Taking): Promise<Taken> {
  const request_hash = hashRequest(request)
  const charge = toCharge(deps, { key: { ...key, request_hash }, request })
  if (!(await deps.store.begin(charge))) return replayPayment(deps, { key, request_hash, deadline })
  failpoint('payments.after_t1')
  const { payment, attempt } = charge
  const run = deps.runs.start(payment.id, () => sendAttempt(deps, { payment, attempt, in_doubt: false }))
  return { ...(await awaitRun(deps, { run, payment, deadline })), replayed: false }
}

function toCharge({ runtime, gateway, retry_scale, ...deps }: Deps, { key, request }: Asked): NewCharge {
  const now = runtime.now()
  const payment = beginPayment({ id: runtime.newId('pay'), request, gateway: gateway.name, now })
  const id = runtime.newId('att')
  const text = gateway.toRequest({ payment, attempt_id: id, return_url: request.return_url ?? deps.return_url })
  const lease_end = leaseEnd({ now, retry_scale })
  return { key, payment, attempt: beginAttempt({ id, payment_id: payment.id, request: text, now, lease_end }) }
}

interface Asked {
  key: NewCharge['key']
  request: PaymentRequest
}
