import { describe, expect, it } from 'vitest'
import { newOrder } from '../new-order.ts'
import { toUnpaidRequest } from '../order-request.ts'
import { useApp } from './start-app.ts'

const { started, post, get } = useApp()

async function insertMany(count: number): Promise<string[]> {
  const orders = Array.from({ length: count }, () => newOrder(toUnpaidRequest()))
  await Promise.all(orders.map((order) => started().store.insert(order)))
  return orders.map(({ id }) => id)
}

describe('when an order is read', () => {
  it('then it is what the create said, without its secret, tagged by its revision', async () => {
    const { client_secret: _, ...created } = (await post()).json()
    const answer = await get(`/orders/${created.id}`)
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual(created)
    expect(answer.headers.etag).toBe(`"${created.revision}"`)
  })

  it('with its client_secret then no key is needed', async () => {
    const { id, client_secret } = (await post()).json()
    const answer = await get(`/orders/${id}?client_secret=${client_secret}`, {})
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).not.toHaveProperty('client_secret')
  })

  it('with another secret then it is 401, also with a key that may read', async () => {
    const [mine, other] = [(await post()).json(), (await post()).json()]
    for (const secret of [other.client_secret, `${mine.client_secret}x`, 'x', '']) {
      for (const headers of [{}, { authorization: 'Bearer sk_shop' }]) {
        const answer = await get(`/orders/${mine.id}?client_secret=${secret}`, headers as Record<string, string>)
        expect([answer.statusCode, answer.json().code]).toEqual([401, 'client_secret_wrong'])
      }
    }
  })

  it('with a secret then no list is to be had by it', async () => {
    const { client_secret } = (await post()).json()
    expect((await get(`/orders?client_secret=${client_secret}`, {})).statusCode).toBe(401)
  })
})

describe('when orders are listed', () => {
  it('then pages follow one another to the last, newest first, by cursor and by Link', async () => {
    const ids = await insertMany(25)
    const seen: string[] = []
    let url = '/orders?limit=10'
    for (let pages = 1; url !== ''; pages += 1) {
      const answer = await get(url)
      const { data, has_more, next_cursor } = answer.json()
      seen.push(...data.map(({ id }: { id: string }) => id))
      expect(has_more).toBe(pages < 3)
      expect(next_cursor === null).toBe(!has_more)
      url = /<(.*)>; rel="next"/.exec(String(answer.headers.link ?? ''))?.[1] ?? ''
      expect(url).toBe(has_more ? `/orders?limit=10&after=${next_cursor}` : '')
      await insertMany(2)
    }
    expect(seen).toEqual(ids.toReversed())
  })

  it('then 20 are a page by default, and an exact last page says it is the last', async () => {
    await insertMany(20)
    const { data, has_more } = (await get('/orders')).json()
    expect([data.length, has_more]).toEqual([20, false])
  })

  it('then no entry shows what is ours alone', async () => {
    await post()
    const [order] = (await get('/orders')).json().data
    for (const name of ['effects', 'events', 'version', 'request_hash', 'client_secret']) {
      expect(order).not.toHaveProperty(name)
    }
  })

  it('and there are none then the page is empty', async () => {
    expect((await get('/orders')).json()).toEqual({ data: [], has_more: false, next_cursor: null, prev_cursor: null })
  })
})
