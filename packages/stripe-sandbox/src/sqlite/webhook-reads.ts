import type { Statements } from '@tradewind/sql/statements.ts'
import type { DueWork } from '../domain/due-work.ts'
import { toCreated } from '../domain/position.ts'
import type { CountedEvent, DeliveryRecord, Endpoint, GatewayReads } from '../gateway-store.ts'
import { buildEventQuery, PENDING_WEBHOOKS } from './list-queries.ts'
import { newestFirst } from './newest-first.ts'

type WebhookReads = Pick<
  GatewayReads,
  'findEvent' | 'listEvents' | 'listEndpoints' | 'listDueWork' | 'listDeliveries' | 'listDueDeliveries'
>

/** Events, where they go, and what waits for its time. */
export function createWebhookReads(statements: Statements): WebhookReads {
  return {
    findEvent: (id) => statements.get<CountedEvent>(`SELECT *, ${PENDING_WEBHOOKS} FROM events e WHERE id = ?`, [id]),
    listEvents(filter) {
      const { sql, params } = buildEventQuery(filter)
      return newestFirst(statements.all<CountedEvent>(sql, params), filter)
    },
    listEndpoints: () => statements.all<EndpointRow>(ENDPOINTS).map(toEndpoint),
    listDueWork: (now_ms, limit) => statements.all<DueRow>(DUE_WORK, [now_ms, limit]).map(toWork),
    listDeliveries: ({ limit, after = Number.MAX_SAFE_INTEGER }) =>
      statements.all<RecordRow>(DELIVERIES, [after, limit]).map(toRecord),
    listDueDeliveries: (endpoint_id, { now_ms, limit }) =>
      statements.all<DeliveryRow>(DUE_DELIVERIES, [endpoint_id, now_ms, limit]).map(toDelivery),
  }
}

const ENDPOINTS = 'SELECT position, object, secret FROM webhook_endpoints ORDER BY position DESC'
const DUE_WORK = 'SELECT position, kind, object_id FROM due_work WHERE due_at <= ? ORDER BY due_at, position LIMIT ?'
const DUE_DELIVERIES = `SELECT d.position AS delivery_position, d.attempts, e.*, ${PENDING_WEBHOOKS}
  FROM webhook_deliveries d JOIN events e ON e.position = d.event_position
  WHERE d.endpoint_id = ? AND d.next_at <= ? ORDER BY d.next_at, d.position LIMIT ?`

const DELIVERIES = `SELECT d.position, d.event_position, e.id AS event_id, e.type, w.object ->> 'url' AS url,
  d.attempts, d.next_at, d.result
  FROM webhook_deliveries d JOIN events e ON e.position = d.event_position LEFT JOIN webhook_endpoints w ON w.id = d.endpoint_id
  WHERE d.position < ? ORDER BY d.position DESC LIMIT ?`

interface RecordRow extends Omit<DeliveryRecord, 'created' | 'is_pending'> {
  event_position: number
  next_at: number | null
}

interface EndpointRow {
  position: number
  object: string
  secret: string
}

interface DueRow extends DueWork {
  position: number
}

interface DeliveryRow extends CountedEvent {
  delivery_position: number
  attempts: number
}

const toEndpoint = ({ position, object, secret }: EndpointRow): Endpoint => ({
  position,
  endpoint: JSON.parse(object),
  secret,
})

const toRecord = ({ event_position, next_at, ...row }: RecordRow): DeliveryRecord => ({
  ...row,
  created: toCreated(event_position),
  is_pending: next_at !== null,
})

const toWork = ({ position, ...work }: DueRow) => ({ position, work })

const toDelivery = ({ delivery_position, attempts, ...event }: DeliveryRow) => ({
  position: delivery_position,
  attempts,
  event,
})
