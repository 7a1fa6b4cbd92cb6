import { type ClientRequest, get, type IncomingMessage } from 'node:http'

/** What all clients together heard. */
export interface Heard {
  /** From when an event was made to when a client has it: each event at each client. */
  latencies_ms: number[]
  /** Positions that a client was not given before a later one. */
  lost: number
  /** Positions that a client was given again, or too late. */
  doubled: number
}

export interface FeedClient {
  /** Position of the last event that it has. */
  last(): number
  /** Leaves where it is, and goes on behind its last event at this port; resolves when it is let in. */
  follow(port: number): Promise<void>
  /** Resolves when the stream has ended. */
  ended(): Promise<void>
}

interface FeedClientOptions {
  key: string
  /** It begins behind this position. */
  after: number
  heard: Heard
}

const EVENT = /^id: (\d+)\n.*\n.*?"created_at":"([^"]+)"/gm

/** One that follows the feed as a browser does, and checks that it gets each event once and in order. */
export function createFeedClient({ key, after, heard }: FeedClientOptions): FeedClient {
  let last = after
  let asked: ClientRequest | undefined
  let ended: Promise<void> = Promise.resolve()

  function hear(text: string): void {
    const now = Date.now()
    for (const [, id, created_at = ''] of text.matchAll(EVENT)) {
      const position = Number(id)
      if (position <= last) heard.doubled += 1
      else heard.lost += position - last - 1
      last = Math.max(last, position)
      heard.latencies_ms.push(now - Date.parse(created_at))
    }
  }

  return {
    last: () => last,
    ended: () => ended,
    async follow(port) {
      asked?.destroy()
      const headers = { authorization: `Bearer ${key}`, 'last-event-id': String(last) }
      asked = get({ host: '127.0.0.1', port, path: '/events/stream', headers, agent: false })
      ended = readBlocks(await toAnswer(asked), hear)
    },
  }
}

function toAnswer(asked: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    asked.on('error', reject)
    asked.on('response', (answer) => {
      if (answer.statusCode === 200) resolve(answer)
      else reject(new Error(`/events/stream answered ${answer.statusCode}`))
    })
  })
}

/** Tells whole blocks alone, until the stream ends, however it does. */
function readBlocks(answer: IncomingMessage, tell: (blocks: string) => void): Promise<void> {
  let rest = ''
  answer.setEncoding('utf8').on('data', (chunk: string) => {
    const text = rest + chunk
    const whole = text.lastIndexOf('\n\n') + 1
    rest = text.slice(whole)
    if (whole > 0) tell(text.slice(0, whole))
  })
  return new Promise((resolve) => {
    answer.on('error', () => undefined).on('close', resolve)
  })
}
