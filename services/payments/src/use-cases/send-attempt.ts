import { failpoint } from '@tradewind/service/failpoint.ts'
import type { Deps, Result } from '../deps.ts'
import type { Charge } from '../domain/apply-outcome.ts'
import { gatewayKeyOf } from '../domain/attempt.ts'
import { recordOutcome } from './record-outcome.ts'

/** G and T2 of an attempt whose send is written down and whose lease is ours. */
export async function sendAttempt(deps: Deps, charge: Charge): Promise<Result> {
  const { attempt } = charge
  const outcome = await deps.gateway.charge({ request: attempt.request, key: gatewayKeyOf(attempt) })
  failpoint('payments.after_gateway')
  return recordOutcome(deps, { charge, outcome })
}
