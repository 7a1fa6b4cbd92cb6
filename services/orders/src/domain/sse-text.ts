import type { FeedEvent } from './order.ts'

type Shown = Omit<FeedEvent, 'position'> & { position?: number }

/** One server-sent event; who reconnects sends `id` as `Last-Event-ID`. */
export const toSseText = (event: Shown, id: number): string =>
  `id: ${id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
