import { get as httpGet, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { describe, expect, it } from 'vitest'
import { newOrder } from '../new-order.ts'
import { toUnpaidRequest } from '../order-request.ts'
import { useApp } from './start-app.ts'

let lists = 0
const { started, get } = useApp((store) => ({
  ...store,
  list: (query) => {
    lists += 1
    return store.list(query)
  },
}))
const KEY = { authorization: 'Bearer sk_shop' }

async function insertMany(count: number, name = 'Ada') {
  const orders = Array.from({ length: count }, () =>
    newOrder({ ...toUnpaidRequest(), customer: { email: 'a@b.example', name } }),
  )
  await Promise.all(orders.map((order) => started().store.insert(order)))
  return orders.map(({ id }) => id).toReversed()
}

/** What it is when it no longer changes. */
async function whenItStands(read: () => number): Promise<number> {
  let before = -1
  await eventually(() => {
    const stands = before === read()
    before = read()
    if (!stands) throw new Error('still going on')
  })
  return before
}

describe('when orders are exported', () => {
  it('then every one of the filter is a line, newest first', async () => {
    const ids = await insertMany(250)
    const answer = await get('/orders/export?status=pending')
    expect(answer.headers['content-type']).toContain('application/x-ndjson')
    const lines = answer.body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ id }) => id)).toEqual(ids)
    expect(lines[0]).toEqual((await get(`/orders/${ids[0]}`)).json())
    expect((await get('/orders/export?status=failed')).body).toBe('')
  })

  it('as CSV, by format or Accept, then a name that would be a formula is text', async () => {
    const [id] = await insertMany(1, '=HYPERLINK("http://x","Ada")')
    const byFormat = await get('/orders/export?format=csv')
    const byAccept = await get('/orders/export', { ...KEY, accept: 'text/csv' })
    expect(byAccept.body).toBe(byFormat.body)
    expect(byFormat.headers['content-type']).toContain('text/csv')
    const [header, line] = byFormat.body.split('\r\n')
    expect(header).toMatch(/^id,number,external_reference,created_at,status,/)
    expect(line).toContain(id)
    expect(line).toContain(`"'=HYPERLINK(""http://x"",""Ada"")"`)
  })

  it('and the client does not read then no more is read for it, and when it goes all ends', {
    timeout: 60_000,
  }, async () => {
    const metadata = Object.fromEntries(Array.from({ length: 20 }, (_, nth) => [`k${nth}`, 'x'.repeat(500)]))
    const orders = Array.from({ length: 1_500 }, () => newOrder({ ...toUnpaidRequest(), metadata }))
    await Promise.all(orders.map((order) => started().store.insert(order)))
    await started().app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = started().app.server.address() as AddressInfo
    lists = 0
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      httpGet({ host: '127.0.0.1', port, path: '/orders/export', headers: KEY }, resolve).on('error', reject)
    })
    answer.on('error', () => undefined)
    const read = await whenItStands(() => lists)
    // All of it would be 15 pages.
    expect(read).toBeLessThan(15)
    answer.destroy()
    expect(await whenItStands(() => lists)).toBeLessThanOrEqual(read + 1)
  })

  it.each(['limit=1', 'format=xml', 'status=paid'])('with %s then it is 422', async (query) => {
    expect((await get(`/orders/export?${query}`)).statusCode).toBe(422)
  })

  it('without a key then it is refused', async () => {
    expect((await get('/orders/export', {})).statusCode).toBe(401)
  })
})
