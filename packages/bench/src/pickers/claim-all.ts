import { type Connection, openConnection } from '../driver/connection.ts'

export interface ClaimFigures {
  claims: number
  orders: number
  twice: number
  failures: number
  seconds: number
  p50_ms: number
  p99_ms: number
  max_ms: number
}

interface Claiming {
  port: number
  key: string
  pickers: number
  /** From one claim of a picker to its next; 0: at once. */
  pause_ms: number
  name: string
}

interface Seen {
  latencies_ms: number[]
  claimed: string[]
  failures: number
}

/** Every picker claims the next order, again and again, until nothing is left. */
export async function claimAll(claiming: Claiming): Promise<ClaimFigures> {
  const { port, pickers } = claiming
  const seen: Seen = { latencies_ms: [], claimed: [], failures: 0 }
  const connections = await Promise.all(Array.from({ length: pickers }, () => openAccepted(port)))
  const began = performance.now()
  await Promise.all(connections.map((connection, nth) => pick(connection, { ...claiming, nth }, seen)))
  const seconds = (performance.now() - began) / 1000
  for (const connection of connections) connection.close()
  return summarize(seen, seconds)
}

/** A server accepts one connection a turn: that is not what is measured, and proxies keep theirs open. */
async function openAccepted(port: number): Promise<Connection> {
  const connection = await openConnection(port)
  await connection.send('GET /livez HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n')
  return connection
}

async function pick(connection: Connection, claiming: Claiming & { nth: number }, seen: Seen): Promise<void> {
  const { nth, pickers, pause_ms } = claiming
  // Spread over the pause: people do not walk in step.
  await sleep((pause_ms * nth) / pickers)
  for (let count = 0; ; count += 1) {
    const sent = performance.now()
    const { status, body } = await connection.send(toRequest(claiming, count))
    seen.latencies_ms.push(performance.now() - sent)
    if (status === 204) return
    if (status === 200) seen.claimed.push(/"order_id":"(\w+)"/.exec(body.toString())?.[1] ?? '')
    else seen.failures += 1
    await sleep(pause_ms - (performance.now() - sent))
  }
}

function toRequest({ name, key, nth }: Claiming & { nth: number }, count: number): string {
  const body = JSON.stringify({ picker: `picker ${nth}` })
  return [
    'POST /fulfillments/claim-next HTTP/1.1',
    'host: 127.0.0.1',
    `authorization: Bearer ${key}`,
    `idempotency-key: ${name} ${nth} ${count}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
    '',
    body,
  ].join('\r\n')
}

const sleep = (ms: number) => (ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : undefined)

function summarize({ latencies_ms, claimed, failures }: Seen, seconds: number): ClaimFigures {
  const sorted = latencies_ms.toSorted((a, b) => a - b)
  const quantile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  const orders = new Set(claimed).size
  return {
    claims: sorted.length,
    orders,
    twice: claimed.length - orders,
    failures,
    seconds,
    p50_ms: quantile(0.5),
    p99_ms: quantile(0.99),
    max_ms: quantile(1),
  }
}
