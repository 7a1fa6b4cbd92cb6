import { failpoint } from '@tradewind/service/failpoint.ts'
import type { Deps, Result } from '../deps.ts'
import { postponed, type Work } from '../domain/apply-outcome.ts'
import { type Attempt, mayHaveRun } from '../domain/attempt.ts'
import { decideAfterLookUp, decideFirstStep, type Step } from '../domain/decide-step.ts'
import { leaseEnd, quiet_ms } from '../domain/retry-times.ts'
import { recordOutcome } from './record-outcome.ts'
import { sendAttempt } from './send-attempt.ts'

/** The clocks of gateway and replicas may differ by so much: a charge that is not seen would be made again. */
const CLOCK_SKEW_MS = 60_000
const REAL_TIME = 1

type Wait = Extract<Step, { kind: 'wait' }>

/** Brings an attempt that we have just taken over a step further: from what a crash or a timeout left to its end. */
export async function resolveAttempt(deps: Deps, attempt: Attempt): Promise<Result> {
  const work = await load(deps, attempt)
  const first = decideFirstStep(attempt, instantOf(deps))
  return take(deps, work, first.kind === 'look_up' ? await lookUp(deps, attempt) : first)
}

async function load({ store }: Deps, attempt: Attempt): Promise<Work> {
  const payment = await store.find(attempt.payment_id)
  const refund = attempt.refund_id === null ? undefined : await store.findRefund(attempt.refund_id)
  if (!payment || (attempt.refund_id !== null && !refund)) throw new Error(`attempt ${attempt.id} without its payment`)
  return { payment, ...(refund && { refund }), attempt, in_doubt: mayHaveRun(attempt) }
}

async function lookUp(deps: Deps, attempt: Attempt): Promise<Step> {
  const found = await deps.gateway.lookUp({
    attempt,
    from_ms: attempt.key_at - CLOCK_SKEW_MS,
    until_ms: attempt.sent_at + quiet_ms(REAL_TIME) + CLOCK_SKEW_MS,
  })
  failpoint('payments.after_look_up')
  return decideAfterLookUp({ attempt, found }, instantOf(deps))
}

function take(deps: Deps, work: Work, step: Step): Promise<Result> {
  switch (step.kind) {
    case 'adopt':
      return recordOutcome(deps, { work, outcome: step.outcome })
    case 'send':
      return resend(deps, { ...work, attempt: step.attempt })
    case 'wait':
      return wait(deps, work, step)
    default:
      return step satisfies never
  }
}

async function resend(deps: Deps, work: Work): Promise<Result> {
  const attempt = { ...work.attempt, next_at: leaseEnd(instantOf(deps)) }
  if (!(await deps.store.recordSend(attempt))) return { ...resultOf(work), sent: true }
  failpoint('payments.before_resend')
  return sendAttempt(deps, { ...work, attempt })
}

async function wait(deps: Deps, work: Work, { reason, until = Infinity }: Wait): Promise<Result> {
  const { attempt } = work
  deps.log.warn({ attempt_id: attempt.id, attempt: attempt.kind, reason }, 'no outcome yet')
  const later = postponed(attempt, 'unknown', { ...instantOf(deps), random: deps.runtime.random })
  await deps.store.postpone({ ...later, next_at: Math.min(later.next_at, until) })
  return { ...resultOf(work), sent: true }
}

const resultOf = ({ payment, refund }: Work) => ({ payment, ...(refund && { refund }) })

const instantOf = ({ runtime, retry_scale }: Deps) => ({ now: runtime.now(), retry_scale })
