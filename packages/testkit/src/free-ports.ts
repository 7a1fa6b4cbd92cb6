import { createServer } from 'node:net'

/** Below the range from which the system picks ports for outgoing connections: one that is down stays free. */
const LOWEST = 15_000
const HIGHEST = 32_000
const TRIES = 200

/** Ports of loopback that nobody listens on, for processes that must come back on the same one. */
export async function findFreePorts(count: number): Promise<number[]> {
  const found = new Set<number>()
  for (let tries = 0; found.size < count; tries += 1) {
    if (tries > TRIES) throw new Error('no free port found')
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST))
    if (await isFree(port)) found.add(port)
  }
  return [...found]
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
