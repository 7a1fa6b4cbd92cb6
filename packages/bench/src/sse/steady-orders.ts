import { setTimeout as sleep } from 'node:timers/promises'
import { openConnection } from '../driver/connection.ts'
import { toFreeOrder } from '../orders-alone/free-order.ts'

const PAUSE_MS = 50

/** Places an order every 50 ms until it is stopped; each makes two events. */
export async function placeSteadily(port: number, name: string): Promise<{ stop(): Promise<number> }> {
  const connection = await openConnection(port)
  let stopped = false
  const placing = (async () => {
    let placed = 0
    for (; !stopped; placed += 1) {
      const { status, body } = await connection.send(toFreeOrder(`${name} ${placed}`))
      if (status !== 201) throw new Error(`${status} ${body}`)
      await sleep(PAUSE_MS)
    }
    connection.close()
    return placed
  })()
  placing.catch(() => undefined)
  return {
    stop() {
      stopped = true
      return placing
    },
  }
}
