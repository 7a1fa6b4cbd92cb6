import { failpoint } from '@tradewind/service/failpoint.ts'
import type { Context } from '../deps.ts'
import { GatewayError } from '../domain/gateway-error.ts'
import type { GatewayWrites } from '../gateway-store.ts'
import type { Answer, Call } from './call.ts'

/**
 * What `execute` writes and the answer under the key are one commit: a kill leaves both or neither. A refusal that
 * `execute` throws is an outcome too and is stored, as at Stripe once execution began.
 */
export async function commitAnswer(
  context: Context,
  call: Call,
  execute: (writes: GatewayWrites) => Answer,
): Promise<Answer> {
  const answer = await context.store.write((writes) => {
    const made = executeOrRefuse(writes, execute)
    storeAnswer(writes, call, made)
    failpoint('stripe_sandbox.before_commit')
    return made
  })
  failpoint('stripe_sandbox.after_commit')
  return answer
}

/** Stores the answer under the call's key, if it has one. */
export function storeAnswer(writes: GatewayWrites, call: Call, { status, body }: Answer): void {
  const { key, endpoint, params_hash, request_id } = call
  if (key !== undefined) writes.insertAnswer(key, { endpoint, params_hash, request_id, status, body })
}

export function toErrorAnswer({ status, error }: GatewayError): Answer {
  return { status, body: JSON.stringify({ error }) }
}

/** `execute` refuses before it writes, so that there is nothing to undo. */
function executeOrRefuse(writes: GatewayWrites, execute: (writes: GatewayWrites) => Answer): Answer {
  try {
    return execute(writes)
  } catch (error) {
    if (error instanceof GatewayError) return toErrorAnswer(error)
    throw error
  }
}
