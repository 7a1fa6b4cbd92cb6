import type { Context } from '../deps.ts'
import { type Fault, strikesBefore } from '../domain/fault.ts'
import { createServerError } from '../domain/gateway-error.ts'
import type { GatewayWrites } from '../gateway-store.ts'
import { type Answer, type Call, ConnectionCut } from './call.ts'
import { commitAnswer, storeAnswer, toErrorAnswer } from './commit-answer.ts'

/** A call that may charge, and the fault its payment method asks for. */
interface ChargingCall {
  call: Call
  fault: Fault | undefined
  /** The order, or the key: a fault strikes once within it. */
  scope: string
  /** Throws when the call would be refused: then it would not charge, and the fault waits for the call that does. */
  check(writes: GatewayWrites): void
  /** Checks and charges; throws before it writes. */
  execute(writes: GatewayWrites): Answer
}

/** Runs the call and lets its fault strike where it belongs: before the charge or after it. */
export async function chargeWithFaults(context: Context, charging: ChargingCall): Promise<Answer> {
  const { call, fault } = charging
  if (!fault) return commitAnswer(context, call, charging.execute)
  if (!strikesBefore(fault)) return commitAnswer(context, call, (writes) => chargeThenStrike(writes, charging, fault))
  const struck = await strikeFirst(context, charging, fault)
  return struck ?? commitAnswer(context, call, charging.execute)
}

/** The mark and the charge are one commit. */
function chargeThenStrike(writes: GatewayWrites, charging: ChargingCall, fault: Fault): Answer {
  const answer = charging.execute(writes)
  if (!strikes(writes, fault, charging.scope)) return answer
  if (fault.kind === 'timeout_after_charge') return { ...answer, is_withheld: true }
  return toErrorAnswer(createServerError())
}

/** Commits the mark, then misbehaves. undefined: go on and charge. */
async function strikeFirst(context: Context, charging: ChargingCall, fault: Fault): Promise<Answer | undefined> {
  const failure = toErrorAnswer(createServerError())
  const isStruck = await context.store.write((writes) => {
    if (isRefused(writes, charging) || !strikes(writes, fault, charging.scope)) return false
    if (fault.kind === 'server_error') storeAnswer(writes, charging.call, failure)
    return true
  })
  if (!isStruck) return undefined
  if (fault.kind === 'server_error') return failure
  await context.sleep(fault.kind === 'slow' ? fault.delay_ms : context.hold_ms, context.closing)
  if (fault.kind === 'timeout_before_charge' || context.closing.aborted) throw new ConnectionCut()
  return undefined
}

function isRefused(writes: GatewayWrites, charging: ChargingCall): boolean {
  try {
    charging.check(writes)
    return false
  } catch {
    return true
  }
}

function strikes(writes: GatewayWrites, fault: Fault, scope: string): boolean {
  return fault.always || writes.markStruck(fault, scope)
}
