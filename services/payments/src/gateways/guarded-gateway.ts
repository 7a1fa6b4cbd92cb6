import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhenResult } from 'cockatiel'
import type { Gateway } from '../deps.ts'
import type { Outcome } from '../domain/outcome.ts'

/** So many sends in a row without an answer, and the gateway is away. */
const FAILURES = 5
const REST_MS = 10_000
const SHORTEST_REST_MS = 200

/** 0: closed, sends go out; 1: half-open, one tries; 2: open, none does. */
export type BreakerState = 0 | 1 | 2

/**
 * While the gateway is away, sends fail at once and provably unsent, instead of each waiting for its own timeout; after
 * a rest one of them tries. It says only that *this* send was not sent: what an earlier one did stays unknown.
 */
export function createGuardedGateway(gateway: Gateway, { retry_scale }: { retry_scale: number }) {
  const breaker = circuitBreaker(handleWhenResult(isOutage), {
    halfOpenAfter: Math.max(SHORTEST_REST_MS, REST_MS * retry_scale),
    breaker: new ConsecutiveBreaker(FAILURES),
  })

  async function send(call: Parameters<Gateway['send']>[0]): Promise<Outcome> {
    try {
      return await breaker.execute(() => gateway.send(call))
    } catch (error) {
      if (error instanceof BrokenCircuitError) return { kind: 'not_sent', reason: 'the gateway is away (breaker open)' }
      throw error
    }
  }

  const guarded: Gateway = { ...gateway, send }
  return { gateway: guarded, state: (): BreakerState => STATES[breaker.state] }
}

const STATES: Record<CircuitState, BreakerState> = {
  [CircuitState.Closed]: 0,
  [CircuitState.HalfOpen]: 1,
  [CircuitState.Open]: 2,
  [CircuitState.Isolated]: 2,
}

/** No answer, or none that says anything; a card that is declined or a request that is refused is an answer. */
function isOutage(result: unknown): boolean {
  const { kind } = result as Outcome
  return kind === 'not_sent' || kind === 'unknown'
}
