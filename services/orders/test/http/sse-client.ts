import { eventually } from '@tradewind/testkit/eventually.ts'

export interface Received {
  id: number
  event: string
  data: { type: string; order_id: string; sequence: number; position?: number }
}

/** Reads a stream of server-sent events as it comes. */
export async function openStream(url: string, headers: Record<string, string> = {}) {
  const cut = new AbortController()
  const answer = await fetch(url, { headers, signal: cut.signal })
  const received: Received[] = []
  let comments = 0
  const ended = (async () => {
    let rest = ''
    const decoder = new TextDecoder()
    try {
      for await (const chunk of answer.body ?? []) {
        const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n')
        rest = blocks.pop() ?? ''
        for (const block of blocks) {
          if (block.startsWith(':')) comments += 1
          else if (block.startsWith('id:')) received.push(toReceived(block))
        }
      }
    } catch (error) {
      if (!cut.signal.aborted) throw error
    }
  })()
  return {
    answer,
    received,
    ended,
    comments: () => comments,
    until: (count: number) =>
      eventually(() => {
        if (received.length < count) throw new Error(`${received.length} of ${count} events came`)
      }),
    async close() {
      cut.abort()
      await ended.catch(() => undefined)
    },
  }
}

function toReceived(block: string): Received {
  const [id = '', event = '', data = ''] = block.split('\n').map((line) => line.slice(line.indexOf(': ') + 2))
  return { id: Number(id), event, data: JSON.parse(data) }
}
