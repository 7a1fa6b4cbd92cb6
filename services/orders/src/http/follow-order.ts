import type { AppDeps } from '../deps.ts'
import type { OrderEvent } from '../domain/order.ts'
import { toSseText } from '../domain/sse-text.ts'
import type { FeedListener } from '../event-deps.ts'
import type { SseReply } from './sse-reply.ts'

interface Following {
  order_id: string
  /** Sequence of the last event that the client has; without it, what happens from now on. */
  after: number | undefined
}

/** Sends one order's events behind `after`, each once and in order; their `id` is their sequence. */
export async function followOrder(
  deps: Pick<AppDeps, 'events' | 'hub' | 'store'>,
  sse: SseReply,
  following: Following,
): Promise<void> {
  const { order_id, after } = following
  let sent = after ?? Number.MAX_SAFE_INTEGER
  const send = (events: OrderEvent[]) => {
    const fresh = events.filter(({ sequence }) => sequence > sent)
    sent = fresh.at(-1)?.sequence ?? sent
    for (const event of fresh) sse.send(toSseText({ ...event, order_id }, event.sequence))
  }
  const early: OrderEvent[] = []
  let hear = (events: OrderEvent[]): void => void early.push(...events)
  await join(deps, sse, {
    hear: ({ events }) => hear(events.filter((event) => event.order_id === order_id)),
    beat: () => sse.send(': still here\n\n'),
    end: sse.end,
  })
  // The order itself is ahead of the feed; what it has is sent from there, and what was heard meanwhile is known by its number.
  const known = (await deps.store.find(order_id))?.events ?? []
  if (after === undefined) sent = known.length
  hear = send
  send(known)
  send(early)
}

async function join(
  { events, hub }: Pick<AppDeps, 'events' | 'hub'>,
  sse: SseReply,
  listener: FeedListener,
): Promise<void> {
  for (;;) {
    const { newest } = await events.ends()
    const joined = hub.join(listener, newest)
    if (!joined) continue
    if (sse.closed.aborted) joined.leave()
    return sse.closed.addEventListener('abort', joined.leave, { once: true })
  }
}
