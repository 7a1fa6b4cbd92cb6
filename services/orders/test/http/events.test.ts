import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { addEvent } from '../../src/domain/events.ts'
import type { StoredOrder } from '../../src/domain/order.ts'
import { newOrder, occasion } from '../new-order.ts'
import { toUnpaidRequest } from '../order-request.ts'
import { openStream } from './sse-client.ts'
import { useApp } from './start-app.ts'

const { started, post, get } = useApp()
const KEY = { authorization: 'Bearer sk_shop' }

async function insert(): Promise<StoredOrder> {
  const order = newOrder(toUnpaidRequest())
  await started().store.insert(order)
  return order
}

async function update(order: StoredOrder): Promise<StoredOrder> {
  const next = { ...addEvent(order, 'order.updated', occasion, { changed: ['note'] }), version: order.version + 1 }
  await started().store.save(next)
  return next
}

async function listen(): Promise<string> {
  const { app } = started()
  if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 })
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
}

async function stream(path: string, headers: Record<string, string> = KEY) {
  return openStream((await listen()) + path, headers)
}

describe('when an order’s events are read', () => {
  it('then all are there in their order, by key or by client_secret', async () => {
    const { id, client_secret } = (await post()).json()
    const byKey = (await get(`/orders/${id}/events`)).json().data
    expect(byKey.map(({ type, sequence }: { type: string; sequence: number }) => [type, sequence])).toEqual([
      ['order.created', 1],
      ['payment.captured', 2],
      ['order.confirmed', 3],
    ])
    expect((await get(`/orders/${id}/events?client_secret=${client_secret}`, {})).json().data).toEqual(byKey)
    expect((await get(`/orders/${id}/events?client_secret=x`, {})).statusCode).toBe(401)
    expect((await get('/orders/ord_1/events')).json().code).toBe('order_not_found')
  })
})

describe('when the feed is read', () => {
  it('then it begins at the oldest, and goes on behind any position, the same each time', async () => {
    const orders = [await insert(), await insert(), await insert()]
    const first = (await get('/events?limit=2')).json()
    expect(first).toMatchObject({ has_more: true, next_cursor: 2 })
    const rest = (await get('/events?after=2')).json()
    expect(rest).toMatchObject({ has_more: false, next_cursor: 3 })
    const ids = [...first.data, ...rest.data].map(({ order_id }: { order_id: string }) => order_id)
    expect(ids).toEqual(orders.map(({ id }) => id))
    expect((await get('/events?after=3')).json()).toEqual({ data: [], has_more: false, next_cursor: 3 })
    expect((await get('/events?after=1&limit=1')).json().data).toEqual(first.data.slice(1))
  })

  it('behind a position that is no longer kept then it is 410, also live', async () => {
    for (let count = 0; count < 4; count += 1) await insert()
    await started().events.deleteOld({ made_before: '2027', limit: 2 })
    for (const path of ['/events?after=1', '/events/stream?after=0']) {
      const answer = await get(path)
      expect([answer.statusCode, answer.json().code], path).toEqual([410, 'position_expired'])
    }
    expect((await get('/events')).json().data[0].position).toBe(3)
    expect((await get('/events?after=2')).json().data[0].position).toBe(3)
  })

  it.each(['/events', '/events/stream'])('without a key that may read then %s is refused', async (path) => {
    expect((await get(path, {})).statusCode).toBe(401)
    expect((await get(path, { authorization: 'Bearer sk_writer' })).statusCode).toBe(403)
  })
})

describe('when many ask for the same of the feed at once', () => {
  const MANY = 30

  it('then it is asked for all of them together', async () => {
    // Before its first request: the routes take the feed's calls as they are then.
    const { events } = started()
    const { read, ends } = events
    const asked = { read: 0, ends: 0 }
    Object.assign(events, {
      async read(page: Parameters<typeof read>[0]) {
        asked.read += 1
        await delay(200)
        return read(page)
      },
      async ends() {
        asked.ends += 1
        await delay(200)
        return ends()
      },
    })
    const answers = await Promise.all(Array.from({ length: MANY }, () => get('/events?after=0')))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(MANY).fill(200))
    expect(Math.max(asked.read, asked.ends)).toBeLessThan(MANY / 3)
  })
})

describe('when the feed is followed', () => {
  it('without Last-Event-ID then it begins now, and every event comes with its position', async () => {
    await insert()
    const { answer, until, received, close } = await stream('/events/stream')
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    const order = await update(await insert())
    await until(2)
    expect(received.map(({ id, event, data }) => [id, event, data.order_id, data.sequence])).toEqual([
      [2, 'order.created', order.id, 1],
      [3, 'order.updated', order.id, 2],
    ])
    await close()
  })

  it('with Last-Event-ID then nothing is missed and nothing comes twice, while more arrives', async () => {
    for (let count = 0; count < 450; count += 1) await insert()
    const streams = await Promise.all(
      Array.from({ length: 5 }, (_, nth) => stream('/events/stream', { ...KEY, 'last-event-id': String(nth * 100) })),
    )
    for (let count = 0; count < 50; count += 1) await insert()
    for (const [nth, { until, received, close }] of streams.entries()) {
      await until(500 - nth * 100)
      expect(received.map(({ id }) => id)).toEqual(
        Array.from({ length: 500 - nth * 100 }, (_, index) => nth * 100 + index + 1),
      )
      await close()
    }
  })

  it('with a position that the feed has not reached then it is told what happens from now on', async () => {
    await insert()
    const { until, received, close } = await stream('/events/stream', { ...KEY, 'last-event-id': '1000000' })
    await insert()
    await until(1)
    expect(received.map(({ id }) => id)).toEqual([2])
    await close()
  })

  it('and the client comes back again and again then it has seen each event once', async () => {
    const seen: number[] = []
    let writing = true
    const writer = (async () => {
      while (writing) {
        await insert()
        await new Promise(setImmediate)
      }
    })()
    for (let round = 0; round < 8; round += 1) {
      const { until, received, close } = await stream('/events/stream?after=0', {
        ...KEY,
        'last-event-id': String(seen.at(-1) ?? 0),
      })
      await until(5)
      await close()
      seen.push(...received.map(({ id }) => id))
    }
    writing = false
    await writer
    expect(seen).toEqual(seen.map((_, index) => index + 1))
  })

  it('and the replica is going then the stream ends', async () => {
    const { ended } = await stream('/events/stream')
    started().health.drain()
    await ended
  })

  it('and the client has gone then it is forgotten', async () => {
    const { close } = await stream('/events/stream')
    await close()
    const again = await stream('/events/stream')
    await insert()
    await again.until(1)
    await again.close()
  })
})

describe('when one order is followed', () => {
  it('by client_secret then its events come live, by their sequence, and no other order’s', async () => {
    const { id, client_secret } = (await post(toUnpaidRequest())).json()
    const { until, received, close } = await stream(`/orders/${id}/events/stream?client_secret=${client_secret}`, {})
    await insert()
    const order = await started().store.find(id)
    if (order) await update(order)
    await until(1)
    expect(received.map((one) => [one.id, one.event, one.data.order_id])).toEqual([[2, 'order.updated', id]])
    await close()
  })

  it('from an earlier event on then what came since comes first, each once', async () => {
    let order = await insert()
    for (let count = 0; count < 3; count += 1) order = await update(order)
    const { until, received, close } = await stream(`/orders/${order.id}/events/stream`, {
      ...KEY,
      'last-event-id': '1',
    })
    order = await update(order)
    await until(4)
    expect(received.map(({ id }) => id)).toEqual([2, 3, 4, 5])
    await close()
  })

  it('with another secret, none, or no such order then it is refused', async () => {
    const { id } = (await post(toUnpaidRequest())).json()
    expect((await get(`/orders/${id}/events/stream?client_secret=x`, {})).statusCode).toBe(401)
    expect((await get(`/orders/${id}/events/stream`, {})).statusCode).toBe(401)
    expect((await get('/orders/ord_1/events/stream')).statusCode).toBe(404)
  })
})
