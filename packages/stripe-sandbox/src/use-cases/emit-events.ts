import type { Deps } from '../deps.ts'
import type { NewEvent, StoredEvent } from '../domain/event.ts'
import { findTestMethod, type TestMethod } from '../domain/test-method.ts'
import { listensTo } from '../domain/webhook-endpoint.ts'
import type { GatewayWrites } from '../gateway-store.ts'
import type { Call } from './call.ts'

interface Emission {
  writes: GatewayWrites
  /** The request that caused them, if one did. */
  call: Call | undefined
  /** What was paid with: some test methods make their webhooks arrive twice, or late and in reverse. */
  payment_method: string | null
  events: NewEvent[]
}

/** Writes the events and, for each endpoint that listens, what is to be delivered: part of the unit that made them. */
export function emitEvents(deps: Deps, { writes, call, payment_method, events }: Emission): void {
  const endpoints = writes.listEndpoints().map(({ endpoint }) => endpoint)
  const webhooks = payment_method === null ? undefined : findTestMethod(payment_method)?.webhooks
  events.forEach((event, index) => {
    const stored = toStored(event, { deps, call, position: writes.nextPosition() })
    writes.insertEvent(stored)
    const due_at_ms = deps.now() + (webhooks === 'reversed' ? deps.settle_ms * (events.length - index) : 0)
    for (const { id: endpoint_id } of endpoints.filter((endpoint) => listensTo(endpoint, event.type))) {
      for (let copy = 0; copy < copiesOf(webhooks); copy += 1) {
        const position = writes.nextPosition()
        writes.insertDelivery({ position, event_position: stored.position, endpoint_id, due_at_ms })
      }
    }
  })
}

function toStored(
  { type, text, previous }: NewEvent,
  { deps, call, position }: { deps: Deps; call: Call | undefined; position: number },
): StoredEvent {
  return {
    position,
    id: deps.newId('evt'),
    type,
    snapshot: text,
    previous: previous ? JSON.stringify(previous) : null,
    request_id: call?.request_id ?? null,
    idempotency_key: call?.key ?? null,
  }
}

const copiesOf = (webhooks: TestMethod['webhooks']): number => (webhooks === 'twice' ? 2 : 1)
