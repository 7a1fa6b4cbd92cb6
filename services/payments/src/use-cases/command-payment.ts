import type { Payment } from '@tradewind/contracts/payments.ts'
import { unavailable } from '@tradewind/service/app-error.ts'
import { failpoint } from '@tradewind/service/failpoint.ts'
import { hashRequest } from '@tradewind/service/request-hash.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Deps, NewCommand, NewKey } from '../deps.ts'
import { beginAttempt } from '../domain/attempt.ts'
import { type Command, decideCommand } from '../domain/decide-command.ts'
import { toEvent } from '../domain/payment-event.ts'
import { leaseEnd } from '../domain/retry-times.ts'
import { awaitRun } from './await-run.ts'
import { checkMoney } from './check-money.ts'
import { replay } from './replay.ts'
import { requirePayment } from './require-payment.ts'
import { sendAttempt } from './send-attempt.ts'
import type { Asking, Taken } from './taking.ts'

/** A payment that keeps changing under our hands has others who act on it. */
const TRIES = 5

interface Commanding extends Asking {
  payment_id: string
  command: Command
  /** What the caller gave with it. */
  body: object
}

/**
 * Captures, cancels or goes on with a payment, once per key, in the phases of a charge.
 * @throws AppError `payment_not_found`, `invalid_state`, `amount_exceeds_capturable`, `idempotency_key_reused` …
 */
export async function commandPayment(
  deps: Deps,
  { key, payment_id, command, body, deadline }: Commanding,
): Promise<Taken> {
  const named = { ...key, request_hash: hashRequest([command.kind, payment_id, body]) }
  if (await deps.store.findByKey(key)) return replay(deps, { key: named, deadline })
  for (let tries = 0; tries < TRIES; tries += 1) {
    const payment = await requirePayment(deps, payment_id)
    const decision = decideCommand(payment, command, deps.runtime.now())
    if (decision.kind === 'done') return keep(deps, { key: named, payment, deadline })
    const begun = toCommand(deps, { key: named, payment: decision.payment, command })
    const state = await deps.store.beginCommand(begun)
    if (state === 'known') return replay(deps, { key: named, deadline })
    if (state === 'begun') return run(deps, begun, deadline)
  }
  throw unavailable('payment_busy', 'The payment is being changed by others; try again.')
}

async function keep(deps: Deps, { key, payment, deadline }: Kept): Promise<Taken> {
  const created_at = toTimestamp(deps.runtime.now())
  const kept = await deps.store.keepKey({ key, payment_id: payment.id, created_at })
  return kept ? { payment, sent: true, replayed: false } : replay(deps, { key, deadline })
}

interface Kept {
  key: NewKey
  payment: Payment
  deadline: number | undefined
}

async function run(deps: Deps, { payment, attempt }: NewCommand, deadline: number | undefined): Promise<Taken> {
  failpoint('payments.after_command')
  const work = { payment, attempt, in_doubt: false }
  const result = await awaitRun(deps, { run: deps.runs.start(payment.id, () => sendAttempt(deps, work)), deadline })
  return { ...(result ?? { payment, sent: true }), replayed: false }
}

function toCommand(
  deps: Deps,
  { key, payment, command }: Omit<NewCommand, 'attempt' | 'events'> & { command: Command },
): NewCommand {
  const { runtime, retry_scale } = deps
  const now = runtime.now()
  const sending = { request: toRequest(deps, payment, command), now, lease_end: leaseEnd({ now, retry_scale }) }
  const attempt = beginAttempt({ id: runtime.newId('att'), kind: command.kind, payment_id: payment.id, ...sending })
  const happening = { type: 'payment.changed' as const, payment, object_id: payment.id }
  return { key, payment, attempt, events: [toEvent(happening, { newId: runtime.newId, now })] }
}

function toRequest({ gateway, return_url }: Deps, payment: Payment, command: Command): string {
  const { currency } = payment
  if (command.kind === 'capture' && command.amount !== undefined) {
    checkMoney(gateway, { amount: command.amount, currency, of: 'part' })
  }
  if (command.kind === 'capture') return gateway.toRequest({ kind: 'capture', payment, amount: command.amount })
  if (command.kind === 'cancel') return gateway.toRequest({ kind: 'cancel', payment })
  return gateway.toRequest({ kind: 'confirm', payment, return_url })
}
