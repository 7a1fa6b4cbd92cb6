import type { AppDeps } from '../deps.ts'
import { toSseText } from '../domain/sse-text.ts'
import type { FeedListener } from '../event-deps.ts'
import type { SseReply } from './sse-reply.ts'

const PAGE = 200

type Feed = Pick<AppDeps, 'events' | 'hub'>

/**
 * Sends every event behind `after`, each once and in order: those of the past page by page, as fast as the client reads, then
 * what the hub hears.
 */
export async function followFeed({ events, hub }: Feed, sse: SseReply, after: number): Promise<void> {
  let position = after
  const listener: FeedListener = {
    hear(batch) {
      // A look that began before this one joined may tell less than it has already.
      const fresh = batch.events.filter((event) => event.position > position)
      position = Math.max(position, batch.events.at(-1)?.position ?? 0)
      if (fresh.length === 0) return
      const all = fresh.length === batch.events.length
      sse.send(all ? batch.text : fresh.map((event) => toSseText(event, event.position)).join(''))
    },
    beat: () => sse.send(': still here\n\n'),
    end: sse.end,
  }
  while (!sse.closed.aborted) {
    const page = await events.read({ after: position, limit: PAGE })
    await sse.sendSlowly(page.map((event) => toSseText(event, event.position)).join(''))
    position = page.at(-1)?.position ?? position
    if (page.length === PAGE || sse.closed.aborted) continue
    const joined = hub.join(listener, position)
    if (joined) return void sse.closed.addEventListener('abort', joined.leave, { once: true })
  }
}
