import { connect, type Socket } from 'node:net'

/** Clients that hold what they get. */
export interface Crowd {
  /** How many of them the server still keeps. */
  open(): number
  close(): void
}

interface CrowdOptions {
  host: string
  port: number
  count: number
  /** Sent at once. */
  begin?: string
  /** Then sent again and again, a second apart: a little more of what never ends. */
  trickle?: string
}

/** Connected when all of them are. */
export async function gather({ host, port, count, begin = '', trickle = '' }: CrowdOptions): Promise<Crowd> {
  const open = new Set<Socket>()
  const join = () =>
    new Promise<void>((resolve) => {
      const socket = connect({ host, port })
      open.add(socket)
      // Refused or let go is what may happen to them.
      socket.on('error', () => resolve())
      socket.on('close', () => open.delete(socket))
      socket.on('connect', () => socket.write(begin, () => resolve()))
      socket.resume()
    })
  for (let joined = 0; joined < count; joined += BATCH) {
    await Promise.all(Array.from({ length: Math.min(BATCH, count - joined) }, join))
  }
  const timer = setInterval(() => {
    if (trickle !== '') for (const socket of open) socket.write(trickle)
  }, 1_000)
  return {
    open: () => open.size,
    close() {
      clearInterval(timer)
      for (const socket of open) socket.destroy()
    },
  }
}

/** Fewer than a listener keeps waiting. */
const BATCH = 500
