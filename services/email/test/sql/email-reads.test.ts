import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { EmailStore } from '../../src/deps.ts'
import { storedEmail } from '../test-email.ts'
import { content, type OpenStore, openStore, toDelivery } from './open-store.ts'

describe.each(sqlDatabases())('reading emails on $kind', ({ create }) => {
  let open: OpenStore
  let store: EmailStore

  beforeAll(async () => {
    open = await openStore(create)
    store = open.store
  })

  afterAll(() => open?.close())

  beforeEach(() => open.clear())

  it('when emails are listed, then pages follow one another, newest first', async () => {
    const emails = Array.from({ length: 5 }, () => storedEmail({ reference: 'order:1' }))
    for (const email of [...emails, storedEmail({ reference: 'order:2' })]) await store.add(email)
    const ids = emails.map(({ id }) => id).reverse()
    const first = await store.list({ reference: 'order:1', limit: 3 })
    expect(first.map(({ id }) => id)).toEqual(ids.slice(0, 3))
    const second = await store.list({ reference: 'order:1', limit: 3, after: first[2]?.id ?? '' })
    expect(second.map(({ id }) => id)).toEqual(ids.slice(3))
  })

  it('when the inbox is read for a recipient, then only theirs are there, whatever the letter case', async () => {
    const email = storedEmail()
    await store.add(email)
    await store.deliver([toDelivery(email)])
    expect(await store.listInbox({ to: 'ADA@example.com', limit: 10 })).toHaveLength(1)
    expect(await store.listInbox({ to: 'eve@example.com', limit: 10 })).toEqual([])
    expect(await store.findInbox(`msg_${email.id.slice(3)}`)).toMatchObject({ content, email: { id: email.id } })
  })

  it('when the queue is counted, then done emails are left out', async () => {
    await store.add(storedEmail())
    await store.add(storedEmail({ status: 'delivered', next_at: null }))
    expect(await store.countUnfinished()).toMatchObject([{ status: 'queued', count: 1 }])
  })
})
