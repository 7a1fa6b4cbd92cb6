import { backoff_ms } from '@tradewind/service/backoff.ts'
import { failpoint } from '@tradewind/service/failpoint.ts'
import type { DeliveryDeps } from '../deps.ts'
import { renderEvent } from '../domain/event.ts'
import { signWebhook } from '../domain/sign-webhook.ts'
import type { Delivery, DeliveryOutcome, Endpoint } from '../gateway-store.ts'

const MOST_AT_ONCE = 100
/** Seconds until the next attempt; the last one repeats until the endpoint answers 2xx, is disabled or deleted. */
const RETRY_S = [1, 2, 5, 10, 30, 60, 300, 3600]

/** Sends what is due to one endpoint and writes down how that went, in one commit. True when there was any. */
export async function deliverWebhooks(deps: DeliveryDeps, { endpoint, secret }: Endpoint): Promise<boolean> {
  const due = deps.store.read.listDueDeliveries(endpoint.id, { now_ms: deps.now(), limit: MOST_AT_ONCE })
  if (due.length === 0) return false
  failpoint('stripe_sandbox.before_webhook')
  const outcomes = await Promise.all(due.map((delivery) => deliver(deps, { delivery, url: endpoint.url, secret })))
  failpoint('stripe_sandbox.after_webhook')
  await deps.store.write((writes) => outcomes.forEach(writes.recordDelivery))
  return true
}

async function deliver(
  deps: DeliveryDeps,
  { delivery, url, secret }: { delivery: Delivery; url: string; secret: string },
): Promise<DeliveryOutcome> {
  const { position, event } = delivery
  const body = renderEvent(event, event.pending_webhooks)
  const signature = signWebhook(body, { secret, timestamp: Math.floor(deps.now() / 1000) })
  const result = await deps.postWebhook({ url, body, signature })
  const attempts = delivery.attempts + 1
  const is_done = typeof result === 'number' && result >= 200 && result < 300
  const at_ms = deps.now()
  const next_at_ms = is_done ? null : at_ms + backoff_ms(RETRY_S, attempts, deps.random, deps.retry_scale)
  return { position, attempts, at_ms, next_at_ms, result: String(result) }
}
