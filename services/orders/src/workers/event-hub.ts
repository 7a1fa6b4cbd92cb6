import type { Logger } from '@tradewind/service/logger.ts'
import { type Loop, startLoop } from '@tradewind/service/loop.ts'
import type { Runtime } from '@tradewind/service/runtime.ts'
import { toSseText } from '../domain/sse-text.ts'
import type { EventHub, EventStore, FeedBatch, FeedListener } from '../event-deps.ts'

const INTERVAL_MS = 200
const BATCH = 200
/** Proxies and browsers take a connection that is silent for longer to be dead. */
const BEAT_MS = 15_000

interface HubOptions {
  events: Pick<EventStore, 'read' | 'ends'>
  runtime: Runtime
  log: Logger
  /** Whether this replica is about to stop: streams end, and go on at another one. */
  draining: () => boolean
}

/** Looks at the feed for all who listen on this replica; while nobody does it does not look. */
export function startEventHub({ events, runtime, log, draining }: HubOptions): EventHub & Pick<Loop, 'stop'> {
  const listeners = new Set<FeedListener>()
  /** Up to where it was told; nothing while nobody listens. */
  let head: number | undefined
  let beaten_at = runtime.now()

  async function look(): Promise<boolean> {
    if (draining()) endAll()
    if (listeners.size === 0) head = undefined
    if (head === undefined) return false
    const from = head
    const found = await events.read({ after: from, limit: BATCH })
    const last = found.at(-1)
    if (last) tell({ from, events: found, text: found.map((event) => toSseText(event, event.position)).join('') })
    head = last?.position ?? head
    beat()
    return found.length === BATCH
  }

  function tell(batch: FeedBatch): void {
    for (const listener of listeners) listener.hear(batch)
  }

  function beat(): void {
    if (runtime.now() - beaten_at < BEAT_MS) return
    beaten_at = runtime.now()
    for (const listener of listeners) listener.beat()
  }

  function endAll(): void {
    for (const listener of listeners) listener.end()
    listeners.clear()
  }

  const loop = startLoop({ name: 'event hub', interval_ms: INTERVAL_MS, runtime, log, look })
  return {
    join(listener, position) {
      head ??= position
      if (position < head) return undefined
      listeners.add(listener)
      return { leave: () => void listeners.delete(listener) }
    },
    async stop() {
      endAll()
      await loop.stop()
    },
  }
}
