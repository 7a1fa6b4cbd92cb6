import type { ServerResponse } from 'node:http'

/** More than this unread, and the client is too slow: it comes back with `Last-Event-ID` when it can. */
const MOST_UNREAD_BYTES = 256 * 1024

/** A client's stream of server-sent events. */
export interface SseReply {
  /** Aborts when the client has gone, was cut, or the stream has ended. */
  closed: AbortSignal
  /** Live: a client that does not read is cut, not waited for. */
  send(text: string): void
  /** Of what lies in the past: goes on when the client has read it, or has gone. */
  sendSlowly(text: string): Promise<void>
  end(): void
}

interface Raw {
  hijack(): unknown
  getHeaders(): Record<string, number | string | string[] | undefined>
  raw: ServerResponse
}

/** Begins the stream: from here on it is written to the socket, past the framework. */
export function openSse(reply: Raw): SseReply {
  const { raw } = reply
  const closing = new AbortController()
  raw.on('close', () => closing.abort())
  reply.hijack()
  raw.writeHead(200, {
    ...reply.getHeaders(),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  raw.write('retry: 1000\n\n')
  return {
    closed: closing.signal,
    send(text) {
      if (closing.signal.aborted) return
      raw.write(text)
      if (raw.writableLength > MOST_UNREAD_BYTES) raw.destroy()
    },
    sendSlowly: (text) => (closing.signal.aborted || raw.write(text) ? Promise.resolve() : drained(raw)),
    end: () => void raw.end(),
  }
}

function drained(raw: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      raw.off('drain', done).off('close', done)
      resolve()
    }
    raw.on('drain', done).on('close', done)
  })
}
