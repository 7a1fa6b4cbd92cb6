import { beforeEach, describe, expect, it } from 'vitest'
import type { FeedEvent } from '../../src/domain/order.ts'
import type { EventStore, FeedBatch, FeedListener } from '../../src/event-deps.ts'
import { startEventHub } from '../../src/workers/event-hub.ts'
import { createControlledRuntime } from '../controlled-runtime.ts'
import { log } from '../effect-rig.ts'

let feed: FeedEvent[]
let reads: number
let draining: boolean
let controlled: ReturnType<typeof createControlledRuntime>
let hub: ReturnType<typeof startEventHub>
beforeEach(() => {
  feed = []
  reads = 0
  draining = false
  controlled = createControlledRuntime()
  const events: Pick<EventStore, 'read' | 'ends'> = {
    async read({ after, limit }) {
      reads += 1
      return feed.filter(({ position }) => position > after).slice(0, limit)
    },
    ends: async () => ({ oldest: 1, newest: feed.length }),
  }
  hub = startEventHub({ events, runtime: controlled.runtime, log, draining: () => draining })
  return () => hub.stop()
})

function happen(count: number): void {
  for (let made = 0; made < count; made += 1) {
    const position = feed.length + 1
    const event = { id: `evt_${position}`, type: 'order.created' as const, created_at: '', sequence: 1, data: {} }
    feed.push({ ...event, order_id: 'ord_1', position })
  }
}

function listen(position: number) {
  const heard = { positions: [] as number[], beats: 0, ended: false }
  const listener: FeedListener = {
    hear: ({ events }: FeedBatch) => void heard.positions.push(...events.map((event) => event.position)),
    beat: () => {
      heard.beats += 1
    },
    end: () => {
      heard.ended = true
    },
  }
  return { heard, joined: hub.join(listener, position) }
}

describe('the hub of events', () => {
  it('when nobody listens then it does not look', async () => {
    for (let count = 0; count < 3; count += 1) await controlled.passSleep()
    expect(reads).toBe(0)
  })

  it('when many listen then one look tells them all', async () => {
    happen(2)
    const listeners = Array.from({ length: 10 }, () => listen(2))
    happen(3)
    await controlled.passSleep()
    await controlled.passSleep()
    for (const { heard } of listeners) expect(heard.positions).toEqual([3, 4, 5])
    expect(reads).toBeLessThanOrEqual(2)
  })

  it('when one comes who is behind what was told then it must read on first', async () => {
    listen(0)
    happen(3)
    await controlled.passSleep()
    await controlled.passSleep()
    expect(listen(2).joined).toBeUndefined()
    expect(listen(3).joined).toBeDefined()
  })

  it('when the last one leaves and others come later then those miss nothing', async () => {
    const first = listen(0)
    first.joined?.leave()
    happen(2)
    await controlled.passSleep()
    await controlled.passSleep()
    const second = listen(1)
    expect(second.joined).toBeDefined()
    await controlled.passSleep()
    await controlled.passSleep()
    expect(second.heard.positions).toEqual([2])
    expect(first.heard.positions).toEqual([])
  })

  it('when nothing happens for a while then it gives a sign of life', async () => {
    const { heard } = listen(0)
    for (let count = 0; count < 80; count += 1) await controlled.passSleep()
    expect(heard.beats).toBe(1)
  })

  it('when the replica is going then everyone hears the end', async () => {
    const { heard } = listen(0)
    draining = true
    await controlled.passSleep()
    await controlled.passSleep()
    expect(heard.ended).toBe(true)
  })
})
