import { API_VERSION } from './api-version.ts'
import { toCreated } from './position.ts'

/** All that happens here, by Stripe's names. */
export const EVENT_TYPES = [
  'charge.captured',
  'charge.dispute.closed',
  'charge.dispute.created',
  'charge.dispute.funds_reinstated',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.updated',
  'charge.expired',
  'charge.failed',
  'charge.refund.updated',
  'charge.refunded',
  'charge.succeeded',
  'payment_intent.amount_capturable_updated',
  'payment_intent.canceled',
  'payment_intent.created',
  'payment_intent.payment_failed',
  'payment_intent.requires_action',
  'payment_intent.succeeded',
  'payout.canceled',
  'payout.created',
  'payout.paid',
  'payout.reconciliation_completed',
  'refund.created',
  'refund.failed',
  'refund.updated',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

export interface NewEvent {
  type: EventType
  /** The object as it is now, as JSON. */
  text: string
  /** What was changed, as it was before; for `*.updated`. */
  previous?: object | undefined
}

/** `snapshot` and `previous` are JSON texts, passed on as they are. */
export interface StoredEvent {
  position: number
  id: string
  type: string
  snapshot: string
  previous: string | null
  request_id: string | null
  idempotency_key: string | null
}

/** The event's JSON; the same bytes whenever `pending_webhooks` is the same. */
export function renderEvent(event: StoredEvent, pending_webhooks: number): string {
  const { id, type, position, snapshot, previous, request_id, idempotency_key } = event
  const data = previous === null ? snapshot : `${snapshot},"previous_attributes":${previous}`
  const request = JSON.stringify({ id: request_id, idempotency_key })
  return `{"id":"${id}","object":"event","api_version":"${API_VERSION}","created":${toCreated(position)},"data":{"object":${data}},"livemode":false,"pending_webhooks":${pending_webhooks},"request":${request},"type":"${type}"}`
}

/** The members of `after` that differ, with the values of `before`. */
export function previousAttributes<T extends object>(before: T, after: T): Partial<T> {
  const names = Object.keys(after) as (keyof T)[]
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
  return Object.fromEntries(changed.map((name) => [name, before[name] ?? null])) as Partial<T>
}
