import type { Order } from '@tradewind/contracts/orders.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { newOrder } from '../new-order.ts'
import { toUnpaidRequest } from '../order-request.ts'
import { faultsOf, useApp } from './start-app.ts'

const { started, get } = useApp()

let nth = 0
async function insert(changes: Partial<Parameters<typeof newOrder>[0]> = {}, state: object = {}) {
  const order = { ...newOrder({ ...toUnpaidRequest(), ...changes }), number: 200_000 + nth, ...state }
  nth += 1
  await started().store.insert(order)
  return order
}

const idsOf = async (query: string): Promise<string[]> => {
  const answer = await get(`/orders?${query}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json().data.map(({ id }: Order) => id)
}

describe('when orders are asked for', () => {
  let ada: Awaited<ReturnType<typeof insert>>
  let bob: Awaited<ReturnType<typeof insert>>
  beforeEach(async () => {
    ada = await insert({ customer: { email: 'Ada@example.com', name: 'Ada', id: 'cus_1' }, external_reference: 'r/1' })
    const line_items = [{ sku: 'TEA-7', title: 'Tea', quantity: 1, unit_price: 9_900 }]
    bob = await insert(
      { customer: { email: 'bob@example.com', name: 'Bób Bell' }, line_items },
      { status: 'confirmed', payment_status: 'captured' },
    )
  })

  it('then each filter finds its own', async () => {
    const found = [
      ['status=pending', ada],
      ['status=confirmed', bob],
      ['payment_status=captured&fulfillment_status=unfulfilled', bob],
      ['customer_id=cus_1', ada],
      ['email=ADA@example.com', ada],
      [`number=${bob.number}`, bob],
      ['external_reference=r%2F1', ada],
      ['q=bob', bob],
      ['q=Bell%20tea-7', bob],
      ['q=ada@example.com', ada],
      [`q=${ada.number}`, ada],
      ['q=R/1', ada],
    ] as const
    for (const [query, order] of found) expect(await idsOf(query), query).toEqual([order.id])
    for (const query of ['q=bell%20mug', 'q=...', 'status=failed', 'number=1'])
      expect(await idsOf(query), query).toEqual([])
  })

  it('then several values of one axis are any of them, by comma or one by one', async () => {
    const both = [bob.id, ada.id]
    expect(await idsOf('status=pending,confirmed')).toEqual(both)
    expect(await idsOf('status=pending&status=confirmed')).toEqual(both)
    expect(await idsOf('status=pending,failed')).toEqual([ada.id])
  })

  it('then times bound them: from the first on, and before the second', async () => {
    expect(await idsOf(`created_at[gte]=${ada.created_at}`)).toEqual([bob.id, ada.id])
    expect(await idsOf(`created_at%5Blt%5D=${ada.created_at}`)).toEqual([])
    expect(await idsOf('created_at[lt]=2026-01-01T01:00:00.500%2B01:00')).toEqual([bob.id, ada.id])
    expect(await idsOf('created_at[gte]=2026-01-02T00:00:00Z')).toEqual([])
  })

  it('then the sort puts them in order', async () => {
    expect(await idsOf('sort=total')).toEqual([ada.id, bob.id])
    expect(await idsOf('sort=-total')).toEqual([bob.id, ada.id])
    expect(await idsOf('sort=number')).toEqual([ada.id, bob.id])
    expect(await idsOf('sort=created_at')).toEqual([ada.id, bob.id])
  })

  it('then they are counted only if asked', async () => {
    expect((await get('/orders?status=pending&count=true')).json()).toMatchObject({
      total_count: 1,
      total_count_exact: true,
    })
    expect((await get('/orders?status=pending')).json()).not.toHaveProperty('total_count')
  })

  it('then a page leads on and back by cursor and by Link, with the same question', async () => {
    const first = await get('/orders?q=example.com&status=pending,confirmed&limit=1&sort=-total')
    expect(first.json().data).toEqual([])
    const page = await get('/orders?status=pending,confirmed&limit=1&sort=-total')
    expect(page.json()).toMatchObject({ data: [{ id: bob.id }], has_more: true, prev_cursor: null })
    const next = /<([^>]*)>; rel="next"/.exec(String(page.headers.link))?.[1] ?? ''
    const last = await get(next)
    expect(last.json()).toMatchObject({ data: [{ id: ada.id }], has_more: false, next_cursor: null })
    const prev = /<([^>]*)>; rel="prev"/.exec(String(last.headers.link))?.[1] ?? ''
    expect((await get(prev)).json()).toMatchObject({ data: [{ id: bob.id }], has_more: true, prev_cursor: null })
  })
})

describe('when a cursor is', () => {
  it('of another sort, cut, or of another kind then it is 422 invalid_cursor', async () => {
    for (let count = 0; count < 3; count += 1) await insert()
    const { next_cursor } = (await get('/orders?limit=1&sort=total')).json()
    const others = [
      `limit=1&after=${next_cursor}`,
      `sort=-total&after=${next_cursor}`,
      `sort=number&before=${next_cursor}`,
    ]
    const forged = Buffer.from('[2,"total","ord_1",1]').toString('base64url')
    const broken = [`sort=total&after=${String(next_cursor).slice(0, -9)}`, 'after=x', `sort=total&after=${forged}`]
    for (const query of [...others, ...broken]) {
      const answer = await get(`/orders?${query}`)
      expect([answer.statusCode, answer.json().code], query).toEqual([422, 'invalid_cursor'])
      expect(faultsOf(answer.json())).toEqual([
        `/query/${query.includes('before') ? 'before' : 'after'} invalid_cursor`,
      ])
    }
  })

  it('given twice, for both directions, then it is 422', async () => {
    await insert()
    await insert()
    const { next_cursor } = (await get('/orders?limit=1')).json()
    const answer = await get(`/orders?after=${next_cursor}&before=${next_cursor}`)
    expect([answer.statusCode, ...faultsOf(answer.json())]).toEqual([422, '/query/before conflicting_cursors'])
  })
})

describe('when a filter is not right', () => {
  it.each([
    ['status=paid', '/query/status/0 invalid_value'],
    ['status=pending,', '/query/status/0 invalid_value'],
    ['payment_status=captured,nope', '/query/payment_status/0 invalid_value'],
    ['number=one', '/query/number invalid_type'],
    ['created_at[gte]=yesterday', '/query/created_at[gte] invalid_format'],
    ['sort=email', '/query/sort invalid_value'],
    ['count=maybe', '/query/count invalid_type'],
    ['q=', '/query/q too_short'],
    ['created_at[gt]=2026-01-01T00:00:00Z', '/query/created_at[gt] unknown_field'],
  ])('as %s then it is 422 with a pointer to it', async (query, fault) => {
    const answer = await get(`/orders?${query}`)
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'validation_failed'])
    expect(faultsOf(answer.json())).toEqual([fault])
  })
})
