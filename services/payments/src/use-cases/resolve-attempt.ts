import { failpoint } from '@tradewind/service/failpoint.ts'
import type { Deps, Result } from '../deps.ts'
import { type Charge, postponed } from '../domain/apply-outcome.ts'
import { type Attempt, mayHaveRun } from '../domain/attempt.ts'
import { decideAfterLookUp, decideFirstStep, type Step } from '../domain/decide-step.ts'
import { leaseEnd, quiet_ms } from '../domain/retry-times.ts'
import { recordOutcome } from './record-outcome.ts'
import { sendAttempt } from './send-attempt.ts'

/** The clocks of gateway and service may differ by so much. */
const CLOCK_SKEW_MS = 5_000
const REAL_TIME = 1

type Wait = Extract<Step, { kind: 'wait' }>

/** Brings an attempt that we have just taken over a step further: from what a crash or a timeout left to its end. */
export async function resolveAttempt(deps: Deps, attempt: Attempt): Promise<Result> {
  const payment = await deps.store.find(attempt.payment_id)
  if (!payment) throw new Error(`attempt ${attempt.id} without its payment`)
  const charge = { payment, attempt, in_doubt: mayHaveRun(attempt) }
  const first = decideFirstStep(attempt, instantOf(deps))
  return take(deps, charge, first.kind === 'look_up' ? await lookUp(deps, attempt) : first)
}

async function lookUp(deps: Deps, attempt: Attempt): Promise<Step> {
  const found = await deps.gateway.lookUp({
    attempt_id: attempt.id,
    from_ms: attempt.key_at - CLOCK_SKEW_MS,
    until_ms: attempt.sent_at + quiet_ms(REAL_TIME) + CLOCK_SKEW_MS,
  })
  failpoint('payments.after_look_up')
  return decideAfterLookUp({ attempt, found }, instantOf(deps))
}

function take(deps: Deps, charge: Charge, step: Step): Promise<Result> {
  switch (step.kind) {
    case 'adopt':
      return recordOutcome(deps, { charge, outcome: step.outcome })
    case 'send':
      return resend(deps, { ...charge, attempt: step.attempt })
    case 'wait':
      return wait(deps, charge, step)
    default:
      return step satisfies never
  }
}

async function resend(deps: Deps, charge: Charge): Promise<Result> {
  const attempt = { ...charge.attempt, next_at: leaseEnd(instantOf(deps)) }
  if (!(await deps.store.recordSend(attempt))) return { payment: charge.payment, sent: true }
  failpoint('payments.before_resend')
  return sendAttempt(deps, { ...charge, attempt })
}

async function wait(deps: Deps, { payment, attempt }: Charge, { reason, until = Infinity }: Wait): Promise<Result> {
  deps.log.warn({ attempt_id: attempt.id, reason }, 'charge has no outcome yet')
  const later = postponed(attempt, 'unknown', { ...instantOf(deps), random: deps.runtime.random })
  await deps.store.postpone({ ...later, next_at: Math.min(later.next_at, until) })
  return { payment, sent: true }
}

const instantOf = ({ runtime, retry_scale }: Deps) => ({ now: runtime.now(), retry_scale })
