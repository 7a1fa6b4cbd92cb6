import type { PaymentRequest } from '@tradewind/contracts/payments.ts'
import { failpoint } from '@tradewind/service/failpoint.ts'
import { hashRequest } from '@tradewind/service/request-hash.ts'
import type { Deps, NewCharge, NewKey } from '../deps.ts'
import { beginAttempt } from '../domain/attempt.ts'
import { beginPayment } from '../domain/begin-payment.ts'
import { leaseEnd } from '../domain/retry-times.ts'
import { awaitRun, left_ms } from './await-run.ts'
import { checkMoney } from './check-money.ts'
import { replay } from './replay.ts'
import { sendAttempt } from './send-attempt.ts'
import type { Asking, Taken } from './taking.ts'

/** Orders: it asks until it is answered, so what the answer says need not be told to it once more. */
const ASKS_UNTIL_ANSWERED = 'service'
/** The answer may still be under way so long before the caller stops waiting. */
const MARGIN_MS = 1_000

/**
 * Charges once per key: T1 writes down what is about to be sent, G sends it, T2 writes down what came of it.
 * @throws AppError `order_already_paid`, `currency_unsupported`, `amount_too_small`, `idempotency_key_reused`, `idempotency_in_flight`, `database_unavailable`
 */
export async function takePayment(deps: Deps, { key, request, deadline }: Taking): Promise<Taken> {
  checkMoney(deps.gateway, { ...request, of: 'charge' })
  const named = { ...key, request_hash: hashRequest(request) }
  const charge = toCharge(deps, { key: named, request })
  if (!(await deps.store.begin(charge))) return replay(deps, { key: named, deadline })
  failpoint('payments.after_t1')
  const { payment, attempt } = charge
  const work = { payment, attempt, in_doubt: false, ...answering(deps, { key, deadline }) }
  const run = deps.runs.start(payment.id, () => sendAttempt(deps, work))
  const result = await awaitRun(deps, { run, deadline })
  return { ...(result ?? { payment, sent: true }), replayed: false }
}

interface Taking extends Asking {
  request: PaymentRequest
}

function answering({ runtime }: Deps, { key, deadline }: Asking): { answered_until?: number } {
  if (key.client_id !== ASKS_UNTIL_ANSWERED) return {}
  const now = runtime.now()
  return { answered_until: now + left_ms(now, deadline) - MARGIN_MS }
}

function toCharge({ runtime, gateway, retry_scale, ...deps }: Deps, { key, request }: Asked): NewCharge {
  const now = runtime.now()
  const payment = beginPayment({ id: runtime.newId('pay'), request, gateway: gateway.name, now })
  const id = runtime.newId('att')
  const return_url = request.return_url ?? deps.return_url
  const text = gateway.toRequest({ kind: 'charge', payment, attempt_id: id, return_url })
  const sending = { now, lease_end: leaseEnd({ now, retry_scale }) }
  return {
    key,
    payment,
    attempt: beginAttempt({ id, kind: 'charge', payment_id: payment.id, request: text, ...sending }),
  }
}

interface Asked {
  key: NewKey
  request: PaymentRequest
}
