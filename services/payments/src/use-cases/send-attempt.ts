import { failpoint } from '@tradewind/service/failpoint.ts'
import type { Deps, Result } from '../deps.ts'
import type { Work } from '../domain/apply-outcome.ts'
import { gatewayKeyOf } from '../domain/attempt.ts'
import { recordOutcome } from './record-outcome.ts'

/** G and T2 of an attempt whose send is written down and whose lease is ours. */
export async function sendAttempt(deps: Deps, work: Work): Promise<Result> {
  const { kind, request } = work.attempt
  const outcome = await deps.gateway.send({ kind, request, key: gatewayKeyOf(work.attempt) })
  failpoint('payments.after_gateway')
  return recordOutcome(deps, { work, outcome })
}
