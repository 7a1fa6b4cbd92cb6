import type { Gateway } from '../../src/deps.ts'
import type { Outcome } from '../../src/domain/outcome.ts'
import { toParams } from '../../src/gateways/to-params.ts'
import type { MoneyGateway } from './money-gateway.ts'
import type { Random } from './random.ts'
import type { Life, Scheduler } from './scheduler.ts'

/**
 * `late`: it runs after its sender has stopped waiting. `500_late`: the same behind a failure that is kept under the key;
 * `500_too_late`: when even the quiet time is over, so that the send was given up and another one has charged.
 */
const BEHAVIOURS = [
  'answers',
  'answers',
  'answers',
  'answers',
  'silent_after',
  'lost',
  'refused',
  '500_before',
  '500_after',
  'late',
  '500_late',
  '500_too_late',
] as const

const LATE_MS = 25_000
const TOO_LATE_MS = 90_000
type Call = Parameters<Gateway['send']>[0]

const silence: Outcome = { kind: 'unknown', reason: 'timeout', key_spent: false }

interface World {
  money: MoneyGateway
  scheduler: Scheduler
  random: Random
  /** None any more, when all is to come to its end. */
  faults: { on: boolean }
}

/** Sends that are under way at the gateway, whoever sent them. */
export function createNetwork({ money, scheduler, random, faults }: World) {
  let late: { key: string; at: number; run: () => void }[] = []

  function arrive(): void {
    for (const one of late) if (one.at <= scheduler.clock.now) one.run()
    late = late.filter(({ at }) => at > scheduler.clock.now)
  }

  function postpone(call: Call, { by_ms, run }: { by_ms: number; run: MoneyGateway['run'] }): Outcome {
    const at = scheduler.clock.now + by_ms
    late.push({ key: call.key, at, run: () => void run(call, at) })
    return silence
  }

  function failLate(call: Call, by_ms: number): Outcome {
    postpone(call, { by_ms, run: money.runAnyway })
    return money.fail(call.key, scheduler.clock.now)
  }

  function act(call: Call): Outcome {
    arrive()
    const { now } = scheduler.clock
    if (!money.hasAnswered(call.key) && late.some(({ key }) => key === call.key))
      return { kind: 'in_use', reason: 'in use' }
    const behaviour = faults.on && !money.hasAnswered(call.key) ? random.pick(BEHAVIOURS) : 'answers'
    if (behaviour === 'refused') return { kind: 'not_sent', reason: 'ECONNREFUSED' }
    if (behaviour === 'lost') return silence
    if (behaviour === '500_before') return money.fail(call.key, now)
    if (behaviour === 'late') return postpone(call, { by_ms: random.upTo(LATE_MS), run: money.run })
    if (behaviour === '500_late') return failLate(call, random.upTo(LATE_MS))
    // Only a charge may come when it was given up: that a refund cannot, the quiet time says.
    if (behaviour === '500_too_late') return failLate(call, call.kind === 'charge' ? TOO_LATE_MS : random.upTo(LATE_MS))
    const outcome = money.run(call, now)
    if (behaviour === '500_after') return money.fail(call.key, now)
    return behaviour === 'silent_after' ? silence : outcome
  }

  return {
    arrive,
    /** As one process sees it: each call and its answer take their turns, and a dead one hears nothing. */
    connect(life: Life): Gateway {
      return {
        name: 'stripe',
        findMoneyFault: () => undefined,
        toRequest: (asked) => JSON.stringify(toParams(asked)),
        async send(call) {
          const outcome = await scheduler.step(life, () => act(call))
          return scheduler.step(life, () => outcome)
        },
        lookUp: ({ attempt }) =>
          scheduler.step(life, () => {
            arrive()
            return money.lookUp(attempt)
          }),
      }
    },
  }
}

export type Network = ReturnType<typeof createNetwork>
