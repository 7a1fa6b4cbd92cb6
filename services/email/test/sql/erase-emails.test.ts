import { expect, it } from 'vitest'
import { toError } from '../../src/domain/outcome.ts'
import type { StoredEmail } from '../../src/domain/stored-email.ts'
import { storedEmail } from '../test-email.ts'
import { accepted, attempt, command, conclude, describeStores, LEASE_END, NOW, toDelivery } from './open-store.ts'

const reference = 'order:1'
const error = toError('timeout')
const letter = { subject: 'Dear Lovelace', html: '<p>Dear Lovelace</p>', text: 'Dear Lovelace' }
const personal: Partial<StoredEmail> = {
  reference,
  to: { email: 'lovelace@home.example', name: 'Lovelace' },
  reply_to: { email: 'lovelace@work.example', name: 'Lovelace' },
  data: { customer_name: 'Lovelace' },
  metadata: { who: 'Lovelace' },
  expires_at: '2099-02-01T00:00:00.000Z',
}
const PERSON = /lovelace/i
const LATER = '2099-01-02T00:00:00.000Z'

const outcomes = [
  [{ kind: 'accepted' }, 'accepted'],
  [{ kind: 'failed', error }, 'failed'],
  [{ kind: 'deferred', error }, 'canceled'],
  [{ kind: 'unknown', error }, 'failed'],
] as const

describeStores('erasing emails', (open) => {
  const erase = () => open.store.erase([reference, 'order:none'], command())
  const deliver = (email: StoredEmail) => open.store.deliver([{ ...toDelivery(email), content: letter }])

  async function expectErased(id: string, status: string) {
    expect(await open.store.find(id)).toMatchObject({
      ...{ status, next_at: null, reference, to: { email: '', name: null }, reply_to: null, data: {}, metadata: {} },
      ...{ erased_at: NOW, idempotency_key: id },
    })
    expect(PERSON.test(await open.dump())).toBe(false)
    expect(await open.claim(LATER)).toEqual([])
  }

  it('when a mail is in the inbox, then it is gone from there, and that it was delivered is kept', async () => {
    const email = await open.addClaimed(personal)
    await deliver(email)
    expect(PERSON.test(await open.dump())).toBe(true)
    expect(await erase()).toMatchObject({ changed: 1, replayed: false })
    await expectErased(email.id, 'delivered')
    expect(await open.store.listInbox({ limit: 10 })).toEqual([])
    expect(await open.store.add({ ...email, id: 'em_again' })).toBe(false)
  })

  it('when other references are erased, then a mail stays as it is', async () => {
    const email = storedEmail({ reference: 'order:2' })
    await open.store.add(email)
    expect(await erase()).toMatchObject({ changed: 0 })
    expect(await open.store.find(email.id)).toEqual(email)
  })

  it('when a mail waits, then it is canceled', async () => {
    const email = storedEmail({ ...personal, status: 'scheduled' })
    await open.store.add(email)
    await erase()
    await expectErased(email.id, 'canceled')
  })

  it('when its holder has it in hand, then nothing of it is written any more', async () => {
    const email = await open.addClaimed(personal)
    await erase()
    expect(await open.handOver(email, letter)).toBe(false)
    expect(await deliver(email)).toEqual([])
    expect(await open.store.finish(email, conclude(email, { kind: 'deferred', error }), attempt)).toBe(false)
    await expectErased(email.id, 'canceled')
  })

  it.each(outcomes)('when it is just handed over, and is %o, then it ends as %s', async (outcome, status) => {
    const email = await open.addClaimed(personal)
    expect(await open.handOver(email, letter)).toBe(true)
    expect(await erase()).toMatchObject({ changed: 1 })
    expect(PERSON.test(await open.dump())).toBe(false)
    expect(await open.store.finish(email, conclude(email, outcome), { ...attempt, outcome: outcome.kind })).toBe(true)
    await expectErased(email.id, status)
    expect(await open.attempts()).toMatchObject([{ outcome: outcome.kind }])
  })

  it('when its holder dies in the middle of the handover, then whoever concludes it ends it', async () => {
    const dead = await open.addClaimed(personal)
    await open.handOver(dead, letter)
    await erase()
    const [claimed] = await open.claim(LEASE_END)
    expect(claimed).toMatchObject({ id: dead.id, phase: 'handover', to: { email: '' } })
    if (!claimed) return
    await open.store.finish(claimed, conclude(claimed, { kind: 'unknown', error }), { ...attempt, outcome: 'unknown' })
    await expectErased(dead.id, 'failed')
  })

  it('when it may have arrived, then it is not said to be canceled', async () => {
    const email = await open.addClaimed(personal)
    await open.handOver(email, letter)
    await open.store.finish(email, conclude(email, { kind: 'unknown', error }), { ...attempt, outcome: 'unknown' })
    await erase()
    await expectErased(email.id, 'failed')
  })

  it('when mails are delivered and handed over while they are erased, then nothing personal is left', async () => {
    const emails: StoredEmail[] = []
    for (let count = 0; count < 30; count += 1) emails.push(await open.addClaimed(personal))
    const sending = emails.map(async (email, index) => {
      if (index % 2 === 0) return deliver(email)
      if (await open.handOver(email, letter)) await open.store.finish(email, accepted(email), attempt)
      return []
    })
    const [{ changed }] = await Promise.all([erase(), ...sending])
    expect(changed).toBe(30)
    expect(PERSON.test(await open.dump())).toBe(false)
    const ends = (await open.store.list({ reference, limit: 100 })).map(({ status, next_at }) => [status, next_at])
    expect(ends.filter(([status, next_at]) => next_at !== null || status === 'sending')).toEqual([])
  })

  it('when a key comes again, then the answer is that of then', async () => {
    await open.store.add(storedEmail(personal))
    const used = command()
    const answers = await Promise.all([open.store.erase([reference], used), open.store.erase([reference], used)])
    expect(answers.map(({ changed }) => changed)).toEqual([1, 1])
    expect(answers.map(({ replayed }) => replayed).sort()).toEqual([false, true])
  })
})
