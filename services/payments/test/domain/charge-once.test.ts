import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyOutcome, postponed, type Work } from '../../src/domain/apply-outcome.ts'
import { gatewayKeyOf, mayHaveRun } from '../../src/domain/attempt.ts'
import { decideAfterLookUp, decideFirstStep } from '../../src/domain/decide-step.ts'
import type { Outcome } from '../../src/domain/outcome.ts'
import { leaseEnd } from '../../src/domain/retry-times.ts'
import { buildCharge } from '../build-charge.ts'
import { type Behaviour, createSimulatedGateway } from './simulated-gateway.ts'

interface Turn {
  behaviour: Behaviour
  /** Where the process dies in this turn. */
  crash: 'no' | 'before_send' | 'before_t2'
  /** How much later than due the sweep comes. */
  delay_ms: number
}

const healthy: Turn = { behaviour: { kind: 'answers' }, crash: 'no', delay_ms: 0 }

const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
  fc.constantFrom(
    ...(['answers_500', 'charges_then_500', 'charges_then_silence', 'loses_it', 'refuses_connection'] as const).map(
      (kind) => ({ kind }),
    ),
  ),
  fc.integer({ min: 0, max: 29_000 }).map((delay_ms) => ({ kind: 'late' as const, delay_ms })),
)
const turn: fc.Arbitrary<Turn> = fc.record({
  behaviour,
  crash: fc.constantFrom('no', 'before_send', 'before_t2'),
  delay_ms: fc.oneof(fc.integer({ min: 0, max: 60_000 }), fc.integer({ min: 0, max: 48 * 3_600_000 })),
})

/** Runs a charge through these turns, then healthy ones to its end; what a crash had not stored is lost. */
function play(turns: Turn[]) {
  const gateway = createSimulatedGateway()
  const { payment, attempt } = buildCharge()
  let stored = { payment, attempt }
  let now = 0

  function instant() {
    return { now, random: () => 0.5, retry_scale: 1 }
  }

  function record(charge: Work, outcome: Outcome) {
    const applied = applyOutcome(charge, outcome, instant())
    return { payment: applied.payment ?? payment, attempt: applied.attempt }
  }

  function send(charge: Work, { behaviour, crash }: Turn): void {
    if (crash === 'before_send') return
    const outcome = gateway.send(gatewayKeyOf(charge.attempt), { behaviour, now })
    if (crash === 'before_t2') return
    stored = record(charge, outcome)
  }

  function sweep(next: Turn): void {
    now = Math.max(now, stored.attempt.next_at ?? now) + next.delay_ms
    const charge = { ...stored, in_doubt: mayHaveRun(stored.attempt) }
    const first = decideFirstStep(charge.attempt, instant())
    const found = first.kind === 'look_up' ? gateway.lookUp(now) : undefined
    const step = found ? decideAfterLookUp({ attempt: charge.attempt, found }, instant()) : first
    if (step.kind === 'adopt') stored = record(charge, step.outcome)
    if (step.kind === 'wait') stored = { payment, attempt: postponed(charge.attempt, 'unknown', instant()) }
    if (step.kind !== 'send') return
    stored = { payment, attempt: { ...step.attempt, next_at: leaseEnd(instant()) } }
    send({ ...charge, attempt: stored.attempt }, next)
  }

  const [first = healthy, ...rest] = turns
  send({ payment, attempt, in_doubt: false }, first)
  for (const next of [...rest, ...Array(8).fill(healthy)]) if (stored.attempt.next_at !== null) sweep(next)
  return { gateway, ...stored }
}

describe('a charge, whatever gateway and crashes do', () => {
  it('then it ends captured, once, and was never said to have failed', () => {
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 10 }), (turns) => {
        const { gateway, payment, attempt } = play(turns)
        expect(gateway.charges).toHaveLength(1)
        expect(attempt.status).toBe('succeeded')
        expect(payment.status).toBe('succeeded')
      }),
      { numRuns: 2000 },
    )
  })
})
