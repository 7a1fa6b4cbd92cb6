import { expect, it } from 'vitest'
import type { FeedEvent } from '../../src/domain/order.ts'
import { toSseText } from '../../src/domain/sse-text.ts'
import type { EventHub, FeedListener } from '../../src/event-deps.ts'
import { followFeed } from '../../src/http/follow-feed.ts'

function toEvents(first: number, last: number): FeedEvent[] {
  return Array.from({ length: last - first + 1 }, (_, nth) => {
    const position = first + nth
    const event = { id: `evt_${position}`, type: 'order.created' as const, created_at: '', sequence: 1, data: {} }
    return { ...event, order_id: 'ord_1', position }
  })
}

const toBatch = (events: FeedEvent[]) => ({
  from: (events[0]?.position ?? 1) - 1,
  events,
  text: events.map((event) => toSseText(event, event.position)).join(''),
})

it('when a look that began before one joined tells what that one has already then nothing comes twice', async () => {
  const sent: string[] = []
  const listeners: FeedListener[] = []
  const hub: EventHub = {
    join: (listener) => {
      listeners.push(listener)
      return { leave: () => undefined }
    },
  }
  const send = (text: string) => void sent.push(text)
  const sse = { closed: new AbortController().signal, send, sendSlowly: async () => undefined, end: () => undefined }
  await followFeed({ hub, events: { read: async () => [] } as never }, sse, 5)
  for (const [first, last] of [
    [1, 2],
    [3, 7],
  ] as const) {
    listeners[0]?.hear(toBatch(toEvents(first, last)))
  }
  expect(sent.join('').match(/^id: \d+$/gm)).toEqual(['id: 6', 'id: 7'])
})
