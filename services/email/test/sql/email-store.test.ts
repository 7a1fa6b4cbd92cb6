import { expect, it } from 'vitest'
import { toError } from '../../src/domain/outcome.ts'
import { storedEmail } from '../test-email.ts'
import { accepted, attempt, content, describeStores, LEASE_END, NOW, toDelivery } from './open-store.ts'

describeStores('email store', (open) => {
  it('when an email is added, then it is found as it was', async () => {
    const email = storedEmail({ metadata: { a: 'b' }, last_error: toError('timeout') })
    expect(await open.store.add(email)).toBe(true)
    expect(await open.store.find(email.id)).toEqual(email)
    expect(await open.store.findByKey(email.client_id, email.idempotency_key)).toEqual(email)
  })

  it('when a client uses a key again, then nothing is added; another client may', async () => {
    await open.store.add(storedEmail({ idempotency_key: 'k' }))
    expect(await open.store.add(storedEmail({ idempotency_key: 'k' }))).toBe(false)
    expect(await open.store.add(storedEmail({ idempotency_key: 'k', client_id: 'other' }))).toBe(true)
    expect(await open.store.add(storedEmail({ idempotency_key: 'K' }))).toBe(true)
  })

  it('when several claim at once, then each email is claimed once, with a new fence', async () => {
    for (let count = 0; count < 30; count += 1) await open.store.add(storedEmail())
    const claimed = (await Promise.all(Array.from({ length: 6 }, () => open.claim(NOW, 10)))).flat()
    expect(new Set(claimed.map(({ id }) => id)).size).toBe(claimed.length)
    const rest = await open.claim(NOW, 30)
    expect(claimed.length + rest.length).toBe(30)
    expect(claimed.every(({ fence, status }) => fence === 1 && status === 'sending')).toBe(true)
  })

  it('when an email is not due, leased, done or of another lane, then it is not claimed', async () => {
    await open.store.add(storedEmail({ next_at: '2099-01-01T00:00:00.001Z' }))
    await open.store.add(storedEmail({ next_at: null, status: 'delivered' }))
    await open.store.add(storedEmail({ lane: 'bulk' }))
    expect(await open.claim()).toEqual([])
    await open.store.add(storedEmail())
    expect(await open.claim()).toHaveLength(1)
    expect(await open.claim()).toEqual([])
  })

  it('when a lease has ended, then the next claim counts the fence up', async () => {
    const { id } = await open.addClaimed()
    expect(await open.claim(LEASE_END)).toMatchObject([{ id, fence: 2 }])
  })

  it('when somebody else has claimed it since, then neither handover nor finish is written', async () => {
    const old = await open.addClaimed()
    await open.claim(LEASE_END)
    const handover = { email: old, provider: 'smtp', content: { ...content, eml: 'x' }, now: NOW, lease_end: LEASE_END }
    expect(await open.store.handOver(handover)).toBe(false)
    expect(await open.store.finish(old, accepted(old), attempt)).toBe(false)
    expect(await open.store.findContent(old.id)).toBeUndefined()
    expect(await open.store.find(old.id)).toMatchObject({ status: 'sending', phase: 'open', attempt_count: 0 })
  })

  it('when a mail is handed over and accepted, then its bytes, its attempt and its state are kept', async () => {
    const email = await open.addClaimed()
    const bytes = { ...content, eml: 'From: a\r\n\r\nHello' }
    expect(await open.store.handOver({ email, provider: 'smtp', content: bytes, now: NOW, lease_end: LEASE_END })).toBe(
      true,
    )
    expect(await open.store.find(email.id)).toMatchObject({ phase: 'handover', provider: 'smtp' })
    expect(await open.store.finish(email, accepted(email), attempt)).toBe(true)
    expect(await open.store.find(email.id)).toMatchObject({
      status: 'accepted',
      next_at: null,
      phase: 'open',
      attempt_count: 1,
    })
    expect(await open.store.findContent(email.id)).toEqual(bytes)
    expect(await open.attempts()).toMatchObject([
      { email_id: email.id, number: 1, phase: 'handover', outcome: 'accepted' },
    ])
  })

  it('when a batch is delivered, then each mail is in the inbox and done', async () => {
    const emails = [await open.addClaimed(), await open.addClaimed(), await open.addClaimed()]
    expect(await open.store.deliver(emails.map((email) => toDelivery(email)))).toHaveLength(3)
    expect(await open.store.listInbox({ limit: 100 })).toHaveLength(3)
    expect(await open.store.find(emails[0]?.id ?? '')).toMatchObject({
      status: 'delivered',
      next_at: null,
      provider: 'inbox',
    })
  })

  it('when two holders deliver the same mail, then it is in the inbox once', async () => {
    const old = await open.addClaimed()
    const [present] = await open.claim(LEASE_END)
    const other = await open.addClaimed()
    expect(await open.store.deliver([toDelivery(old, 'msg_old'), toDelivery(other)])).toMatchObject([{ email: other }])
    expect(await open.store.deliver(present ? [toDelivery(present)] : [])).toHaveLength(1)
    expect(await open.store.deliver([toDelivery(old, 'msg_old')])).toEqual([])
    expect((await open.store.listInbox({ limit: 10 })).map(({ email }) => email.id).sort()).toEqual(
      [old.id, other.id].sort(),
    )
  })
})
