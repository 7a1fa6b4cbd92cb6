import type { LookUp, Outcome } from '../../src/domain/outcome.ts'

/** How the gateway takes one send; `late` runs it so many ms after its sender has given up. */
export type Behaviour =
  | {
      kind: 'answers' | 'answers_500' | 'charges_then_500' | 'charges_then_silence' | 'loses_it' | 'refuses_connection'
    }
  | { kind: 'late'; delay_ms: number }

const KEPT_MS = 24 * 3_600_000

interface Run {
  answer: (ref: string) => Outcome
  now: number
  charging?: boolean
}

interface LateRun {
  key: string
  at: number
}

/** A gateway as Stripe describes it: under one key there is one run, and its answer, a 500 too, is kept for a day. */
export function createSimulatedGateway() {
  const answers = new Map<string, { outcome: Outcome; at: number }>()
  const charges: string[] = []
  let late: LateRun[] = []

  function settle(now: number): void {
    for (const { key, at } of late) if (at <= now) run(key, { answer: succeeded, now: at })
    late = late.filter(({ at }) => at > now)
  }

  function run(key: string, { answer, now, charging = true }: Run): Outcome {
    const known = answers.get(key)
    if (known && now - known.at < KEPT_MS) return known.outcome
    if (charging) charges.push(key)
    const outcome = answer(`pi_${charges.length}`)
    answers.set(key, { outcome, at: now })
    return outcome
  }

  return {
    charges,
    send(key: string, { behaviour, now }: { behaviour: Behaviour; now: number }): Outcome {
      settle(now)
      if (behaviour.kind === 'refuses_connection') return { kind: 'not_sent', reason: 'ECONNREFUSED' }
      if (late.some((running) => running.key === key)) return { kind: 'in_use', reason: 'idempotency_key_in_use' }
      switch (behaviour.kind) {
        case 'answers':
          return run(key, { answer: succeeded, now })
        case 'answers_500':
          return run(key, { answer: failed, now, charging: false })
        case 'charges_then_500':
          return run(key, { answer: failed, now })
        case 'charges_then_silence':
          run(key, { answer: succeeded, now })
          return silence
        case 'late':
          late.push({ key, at: now + behaviour.delay_ms })
          return silence
        case 'loses_it':
          return silence
        default:
          return behaviour.kind satisfies never
      }
    },
    lookUp(now: number): LookUp {
      settle(now)
      return charges.length > 0 ? { kind: 'found', outcome: succeeded('pi_1') } : { kind: 'none' }
    },
  }
}

const silence: Outcome = { kind: 'unknown', reason: 'timeout', key_spent: false }
const failed = (): Outcome => ({ kind: 'unknown', reason: '500', key_spent: true })
const succeeded = (gateway_ref: string): Outcome => ({
  kind: 'settled',
  at_gateway: {
    gateway_ref,
    status: 'succeeded',
    amount_captured: 3000,
    amount_capturable: 0,
    card: null,
    next_action: null,
    capture_before: null,
  },
})
