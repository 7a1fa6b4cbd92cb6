import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { EmailStore } from '../../src/deps.ts'
import { toError } from '../../src/domain/outcome.ts'
import type { StoredEmail } from '../../src/domain/stored-email.ts'
import { storedEmail } from '../test-email.ts'
import { accepted, attempt, content, LEASE_END, NOW, type OpenStore, openStore, toDelivery } from './open-store.ts'

describe.each(sqlDatabases())('email store on $kind', ({ create }) => {
  let open: OpenStore
  let store: EmailStore

  beforeAll(async () => {
    open = await openStore(create)
    store = open.store
  })

  afterAll(() => open?.close())

  beforeEach(() => open.clear())

  async function addClaimed(): Promise<StoredEmail> {
    const email = storedEmail()
    await store.add(email)
    return { ...email, fence: email.fence + 1, status: 'sending', next_at: LEASE_END, ...(await open.claim())[0] }
  }

  it('when an email is added, then it is found as it was', async () => {
    const email = storedEmail({ metadata: { a: 'b' }, last_error: toError('timeout') })
    expect(await store.add(email)).toBe(true)
    expect(await store.find(email.id)).toEqual(email)
    expect(await store.findByKey(email.client_id, email.idempotency_key)).toEqual(email)
  })

  it('when a client uses a key again, then nothing is added; another client may', async () => {
    await store.add(storedEmail({ idempotency_key: 'k' }))
    expect(await store.add(storedEmail({ idempotency_key: 'k' }))).toBe(false)
    expect(await store.add(storedEmail({ idempotency_key: 'k', client_id: 'other' }))).toBe(true)
    expect(await store.add(storedEmail({ idempotency_key: 'K' }))).toBe(true)
  })

  it('when several claim at once, then each email is claimed once, with a new fence', async () => {
    for (let count = 0; count < 30; count += 1) await store.add(storedEmail())
    const claimed = (await Promise.all(Array.from({ length: 6 }, () => open.claim(NOW, 10)))).flat()
    expect(new Set(claimed.map(({ id }) => id)).size).toBe(claimed.length)
    const rest = await open.claim(NOW, 30)
    expect(claimed.length + rest.length).toBe(30)
    expect(claimed.every(({ fence, status }) => fence === 1 && status === 'sending')).toBe(true)
  })

  it('when an email is not due, leased, done or of another lane, then it is not claimed', async () => {
    await store.add(storedEmail({ next_at: '2099-01-01T00:00:00.001Z' }))
    await store.add(storedEmail({ next_at: null, status: 'delivered' }))
    await store.add(storedEmail({ lane: 'bulk' }))
    expect(await open.claim()).toEqual([])
    await store.add(storedEmail())
    expect(await open.claim()).toHaveLength(1)
    expect(await open.claim()).toEqual([])
  })

  it('when a lease has ended, then the next claim counts the fence up', async () => {
    const { id } = await addClaimed()
    expect(await open.claim(LEASE_END)).toMatchObject([{ id, fence: 2 }])
  })

  it('when somebody else has claimed it since, then neither handover nor finish is written', async () => {
    const old = await addClaimed()
    await open.claim(LEASE_END)
    const handover = { email: old, provider: 'smtp', content: { ...content, eml: 'x' }, now: NOW, lease_end: LEASE_END }
    expect(await store.handOver(handover)).toBe(false)
    expect(await store.finish(old, accepted(old), attempt)).toBe(false)
    expect(await store.findContent(old.id)).toBeUndefined()
    expect(await store.find(old.id)).toMatchObject({ status: 'sending', phase: 'open', attempt_count: 0 })
  })

  it('when a mail is handed over and accepted, then its bytes, its attempt and its state are kept', async () => {
    const email = await addClaimed()
    const bytes = { ...content, eml: 'From: a\r\n\r\nHello' }
    expect(await store.handOver({ email, provider: 'smtp', content: bytes, now: NOW, lease_end: LEASE_END })).toBe(true)
    expect(await store.find(email.id)).toMatchObject({ phase: 'handover', provider: 'smtp' })
    expect(await store.finish(email, accepted(email), attempt)).toBe(true)
    expect(await store.find(email.id)).toMatchObject({
      status: 'accepted',
      next_at: null,
      phase: 'open',
      attempt_count: 1,
    })
    expect(await store.findContent(email.id)).toEqual(bytes)
    const attempts = await open.database.read((connection) =>
      connection.selectFrom('email_attempts').selectAll().execute(),
    )
    expect(attempts).toMatchObject([{ email_id: email.id, number: 1, phase: 'handover', outcome: 'accepted' }])
  })

  it('when a batch is delivered, then each mail is in the inbox and done', async () => {
    const emails = [await addClaimed(), await addClaimed(), await addClaimed()]
    expect(await store.deliver(emails.map((email) => toDelivery(email)))).toHaveLength(3)
    expect(await store.listInbox({ limit: 100 })).toHaveLength(3)
    expect(await store.find(emails[0]?.id ?? '')).toMatchObject({
      status: 'delivered',
      next_at: null,
      provider: 'inbox',
    })
  })

  it('when two holders deliver the same mail, then it is in the inbox once', async () => {
    const old = await addClaimed()
    const [present] = await open.claim(LEASE_END)
    const other = await addClaimed()
    expect(await store.deliver([toDelivery(old, 'msg_old'), toDelivery(other)])).toMatchObject([{ email: other }])
    expect(await store.deliver(present ? [toDelivery(present)] : [])).toHaveLength(1)
    expect(await store.deliver([toDelivery(old, 'msg_old')])).toEqual([])
    expect((await store.listInbox({ limit: 10 })).map(({ email }) => email.id).sort()).toEqual(
      [old.id, other.id].sort(),
    )
  })
})
