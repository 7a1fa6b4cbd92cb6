import type { Context } from '../deps.ts'
import { GatewayError } from '../domain/gateway-error.ts'
import type { StoredAnswer } from '../gateway-store.ts'
import type { Answer, Call } from './call.ts'

/**
 * Runs `run` at most once per key: replays what is stored, refuses other parameters (400) and a key whose request is
 * still under way (409). What `run` throws is not stored; the key is free again.
 */
export async function answerOnce(context: Context, call: Call, run: () => Promise<Answer>): Promise<Answer> {
  const { key } = call
  if (key === undefined) return run()
  if (context.keys_in_use.has(key)) throw createKeyInUse(key)
  const stored = context.store.read.findAnswer(key)
  if (stored) return replay(stored, { call, key })
  context.keys_in_use.add(key)
  try {
    return await run()
  } finally {
    context.keys_in_use.delete(key)
  }
}

function replay(stored: StoredAnswer, { call, key }: { call: Call; key: string }): Answer {
  const other = `Try using a key other than '${key}' if you meant to execute a different request.`
  if (stored.endpoint !== call.endpoint) {
    throw createMismatch(
      `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${call.endpoint}' vs '${stored.endpoint}'). ${other}`,
    )
  }
  if (stored.params_hash !== call.params_hash) {
    throw createMismatch(
      `Keys for idempotent requests can only be used with the same parameters they were first used with. ${other}`,
    )
  }
  return { status: stored.status, body: stored.body, original_request: stored.request_id }
}

function createMismatch(message: string): GatewayError {
  return new GatewayError(400, { type: 'idempotency_error', message })
}

function createKeyInUse(key: string): GatewayError {
  return new GatewayError(409, {
    type: 'invalid_request_error',
    code: 'idempotency_key_in_use',
    message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
  })
}
