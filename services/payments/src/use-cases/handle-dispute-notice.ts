import type { Deps } from '../deps.ts'
import { moveDispute } from '../domain/move-dispute.ts'
import type { DueNotice } from '../notice-deps.ts'
import { DONE, type Verdict } from './verdict.ts'

/** A card issuer takes money back, or has decided. */
export async function handleDisputeNotice(deps: Deps, { object_id }: DueNotice): Promise<Verdict> {
  const { notices, gatewayObjects, store, runtime } = deps
  const at_gateway = await gatewayObjects.readDispute(object_id)
  if (!at_gateway) return { kind: 'park', reason: 'the gateway does not know this dispute' }
  const payment = at_gateway.intent_ref ? await notices.findPayment(at_gateway.intent_ref) : undefined
  if (!payment) return { kind: 'park', reason: 'a dispute of no payment of ours' }
  const known = await notices.findDispute(object_id)
  const change = moveDispute({ payment, known, at_gateway }, { newId: runtime.newId, now: runtime.now() })
  if (!change) return DONE
  return (await store.apply(change)) ? DONE : { kind: 'later', reason: 'the dispute changed meanwhile' }
}
