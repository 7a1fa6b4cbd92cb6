import { expect, it } from 'vitest'
import { eraseOrder } from '../../src/domain/erase-order.ts'
import { addEvent } from '../../src/domain/events.ts'
import type { OpenedStore } from '../../src/store-deps.ts'
import { newOrder, occasion } from '../new-order.ts'
import { NEWEST_FIRST } from '../newest.ts'
import { toUnpaidRequest } from '../order-request.ts'
import { describeStores } from '../store-contract.ts'

async function insertRelayed({ store, events }: OpenedStore) {
  const order = newOrder({ ...toUnpaidRequest(), customer: { email: 'ada@example.com', name: 'Ada', id: 'cus_1' } })
  const { id } = order
  await store.insert(addEvent(order, 'order.updated', occasion, { text: 'Ada L' }))
  while (await events.behind()) await events.relay()
  const before = await store.find(id)
  if (!before) throw new Error('the order is gone')
  return before
}

describeStores('an order is erased', (_openStore, openAll) => {
  it('when it is then no filter and no word finds its customer, and the feed has nothing of it', async () => {
    const opened = await openAll()
    const before = await insertRelayed(opened)
    const after = { ...eraseOrder(before, occasion), version: 2 }
    expect(await opened.store.erase({ before, after })).toBe(true)
    while (await opened.events.behind()) await opened.events.relay()
    for (const filter of [{ customer_id: 'cus_1' }, { email: 'ada@example.com' }, { words: ['ada'] }]) {
      expect((await opened.store.list({ filter, sort: NEWEST_FIRST, limit: 5 })).orders).toEqual([])
    }
    expect((await opened.store.list({ filter: { words: ['mug'] }, sort: NEWEST_FIRST, limit: 5 })).orders).toHaveLength(
      1,
    )
    const feed = await opened.events.read({ after: 0, limit: 10 })
    expect(feed.map(({ type, data }) => [type, data])).toEqual([
      ['order.created', {}],
      ['order.updated', {}],
      ['customer.erased', {}],
    ])
  })

  it('when it has changed since then it stays as it is', async () => {
    const opened = await openAll()
    const before = await insertRelayed(opened)
    const changed = { ...before, note: 'x', version: 2 }
    await opened.store.save(changed)
    expect(await opened.store.erase({ before, after: { ...eraseOrder(before, occasion), version: 2 } })).toBe(false)
    expect((await opened.store.find(before.id))?.customer.email).toBe('ada@example.com')
  })
})

describeStores('an erasure', (_openStore, openAll) => {
  it('when it is asked for, found, done and asked for again then it is one', async () => {
    const { erasures } = await openAll()
    expect([await erasures.find('c'), await erasures.next()]).toEqual([undefined, undefined])
    const first = await erasures.request({ customer_id: 'c', at: '1' })
    expect(first).toEqual({ customer_id: 'c', status: 'running', requested_at: '1' })
    expect(await erasures.request({ customer_id: 'c', at: '2' })).toEqual(first)
    await erasures.request({ customer_id: 'd', at: '3' })
    expect(await erasures.next()).toEqual(first)
    await erasures.finish({ customer_id: 'c', at: '4' })
    expect(await erasures.find('c')).toEqual({ ...first, status: 'done', done_at: '4' })
    expect((await erasures.next())?.customer_id).toBe('d')
    expect(await erasures.request({ customer_id: 'c', at: '5' })).toEqual({ ...first, requested_at: '5' })
  })
})
