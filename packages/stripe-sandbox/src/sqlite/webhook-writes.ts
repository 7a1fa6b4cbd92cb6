import type { Statements } from '@tradewind/sql/statements.ts'
import type { GatewayWrites } from '../gateway-store.ts'

type WebhookWrites = Pick<
  GatewayWrites,
  | 'insertEvent'
  | 'insertDelivery'
  | 'recordDelivery'
  | 'putEndpoint'
  | 'removeEndpoint'
  | 'schedule'
  | 'removeDueWork'
  | 'takeDueWork'
>

/** Events, where they go, and what waits for its time. */
export function createWebhookWrites(statements: Statements, nextPosition: () => number): WebhookWrites {
  return {
    insertEvent({ position, id, type, snapshot, previous, request_id, idempotency_key }) {
      statements.run(INSERT_EVENT, [position, id, type, snapshot, previous, request_id, idempotency_key])
    },
    insertDelivery({ position, event_position, endpoint_id, due_at_ms }) {
      statements.run(INSERT_DELIVERY, [position, event_position, endpoint_id, due_at_ms])
    },
    recordDelivery({ position, attempts, at_ms, next_at_ms, result }) {
      statements.run(RECORD_DELIVERY, [attempts, at_ms, next_at_ms, result, position])
    },
    putEndpoint({ position, endpoint, secret }) {
      statements.run(PUT_ENDPOINT, [position, endpoint.id, JSON.stringify(endpoint), secret])
    },
    removeEndpoint(id) {
      statements.run('DELETE FROM webhook_endpoints WHERE id = ?', [id])
      statements.run(END_DELIVERIES, [id])
    },
    schedule({ kind, object_id }, due_at_ms) {
      statements.run(INSERT_WORK, [nextPosition(), due_at_ms, kind, object_id])
    },
    takeDueWork(kind) {
      const { due_at } = statements.get<{ due_at: number | null }>(FIRST_DUE, [kind]) ?? {}
      statements.run('DELETE FROM due_work WHERE kind = ?', [kind])
      return due_at ?? undefined
    },
    removeDueWork: (position) => void statements.run('DELETE FROM due_work WHERE position = ?', [position]),
  }
}

const INSERT_EVENT = `INSERT INTO events (position, id, type, snapshot, previous, request_id, idempotency_key)
  VALUES (?, ?, ?, ?, ?, ?, ?)`
const INSERT_DELIVERY = `INSERT INTO webhook_deliveries (position, event_position, endpoint_id, attempts, next_at)
  VALUES (?, ?, ?, 0, ?)`
const RECORD_DELIVERY =
  'UPDATE webhook_deliveries SET attempts = ?, last_at = ?, next_at = ?, result = ? WHERE position = ?'
const PUT_ENDPOINT = `INSERT INTO webhook_endpoints (position, id, object, secret) VALUES (?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET object = excluded.object, secret = excluded.secret`
const END_DELIVERIES = `UPDATE webhook_deliveries SET next_at = NULL, result = 'endpoint deleted'
  WHERE endpoint_id = ? AND next_at IS NOT NULL`
const INSERT_WORK = 'INSERT INTO due_work (position, due_at, kind, object_id) VALUES (?, ?, ?, ?)'
const FIRST_DUE = 'SELECT min(due_at) AS due_at FROM due_work WHERE kind = ?'
