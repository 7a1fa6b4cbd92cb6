import { expect, it } from 'vitest'
import { storedEmail } from '../test-email.ts'
import { content, describeStores, toDelivery } from './open-store.ts'

describeStores('reading emails', (open) => {
  it('when emails are listed, then pages follow one another, newest first', async () => {
    const emails = Array.from({ length: 5 }, () => storedEmail({ reference: 'order:1' }))
    for (const email of [...emails, storedEmail({ reference: 'order:2' })]) await open.store.add(email)
    const ids = emails.map(({ id }) => id).reverse()
    const first = await open.store.list({ reference: 'order:1', limit: 3 })
    expect(first.map(({ id }) => id)).toEqual(ids.slice(0, 3))
    const second = await open.store.list({ reference: 'order:1', limit: 3, after: first[2]?.id ?? '' })
    expect(second.map(({ id }) => id)).toEqual(ids.slice(3))
  })

  it('when the inbox is read for a recipient, then only theirs are there, whatever the letter case', async () => {
    const email = storedEmail()
    await open.store.add(email)
    await open.store.deliver([toDelivery(email)])
    expect(await open.store.listInbox({ to: 'ADA@example.com', limit: 10 })).toHaveLength(1)
    expect(await open.store.listInbox({ to: 'eve@example.com', limit: 10 })).toEqual([])
    expect(await open.store.findInbox(`msg_${email.id.slice(3)}`)).toMatchObject({ content, email: { id: email.id } })
  })

  it('when the queue is counted, then done emails are left out', async () => {
    await open.store.add(storedEmail())
    await open.store.add(storedEmail({ status: 'delivered', next_at: null }))
    expect(await open.store.countUnfinished()).toMatchObject([{ status: 'queued', count: 1 }])
  })
})
