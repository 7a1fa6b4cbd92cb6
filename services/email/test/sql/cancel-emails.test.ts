import { expect, it } from 'vitest'
import { toError } from '../../src/domain/outcome.ts'
import { storedEmail } from '../test-email.ts'
import { accepted, attempt, command, conclude, describeStores, LEASE_END, toDelivery } from './open-store.ts'

const reference = 'order:1'
const expires_at = '2099-02-01T00:00:00.000Z'
const unknown = { kind: 'unknown', error: toError('timeout') } as const
const deferred = { kind: 'deferred', error: toError('timeout') } as const

describeStores('canceling emails', (open) => {
  const statusOf = async (id: string) => (await open.store.find(id))?.status

  it('when a reference is canceled, then what waits is, and nothing of another reference', async () => {
    const waiting = [storedEmail({ reference }), storedEmail({ reference, status: 'scheduled' })]
    const others = [storedEmail({ reference, status: 'delivered', next_at: null }), storedEmail()]
    for (const email of [...waiting, ...others]) await open.store.add(email)
    expect(await open.store.cancel({ reference }, command())).toMatchObject({ changed: 2, replayed: false })
    for (const { id } of waiting) expect(await open.store.find(id)).toMatchObject({ status: 'canceled', next_at: null })
    for (const { id, status } of others) expect(await statusOf(id)).toBe(status)
  })

  it('when only what is scheduled is canceled, then what is due still goes out', async () => {
    const later = storedEmail({ reference, status: 'scheduled' })
    const due = storedEmail({ reference })
    for (const email of [later, due]) await open.store.add(email)
    expect(await open.store.cancel({ reference, status: 'scheduled' }, command())).toMatchObject({ changed: 1 })
    expect([await statusOf(later.id), await statusOf(due.id)]).toEqual(['canceled', 'queued'])
  })

  it('when one email is canceled, then it alone is', async () => {
    const [first, second] = [storedEmail({ reference }), storedEmail({ reference })]
    for (const email of [first, second]) await open.store.add(email)
    expect(await open.store.cancel({ id: first.id }, command())).toMatchObject({ changed: 1 })
    expect([await statusOf(first.id), await statusOf(second.id)]).toEqual(['canceled', 'queued'])
  })

  it('when the holder has not handed it over, then it may not any more', async () => {
    const email = await open.addClaimed({ reference })
    expect(await open.store.cancel({ reference }, command())).toMatchObject({ changed: 1 })
    expect(await open.handOver(email)).toBe(false)
    expect(await open.store.deliver([toDelivery(email)])).toEqual([])
    expect(await open.store.finish(email, accepted(email), attempt)).toBe(false)
    expect(await statusOf(email.id)).toBe('canceled')
    expect(await open.claim(LEASE_END)).toEqual([])
  })

  it('when it is being handed over, then it is too late', async () => {
    const email = await open.addClaimed({ reference })
    await open.handOver(email)
    expect(await open.store.cancel({ reference }, command())).toMatchObject({ changed: 0 })
    expect(await open.store.finish(email, accepted(email), attempt)).toBe(true)
    expect(await statusOf(email.id)).toBe('accepted')
  })

  it('when an attempt was put off, then it is canceled; when nobody knows, then never', async () => {
    const [late, lost] = [
      await open.addClaimed({ reference, expires_at }),
      await open.addClaimed({ reference, expires_at }),
    ]
    await open.store.finish(late, conclude(late, deferred), { ...attempt, outcome: 'deferred' })
    await open.handOver(lost)
    await open.store.finish(lost, conclude(lost, unknown), { ...attempt, outcome: 'unknown' })
    expect(await open.store.cancel({ reference }, command())).toMatchObject({ changed: 1 })
    expect([await statusOf(late.id), await statusOf(lost.id)]).toEqual(['canceled', 'unknown'])
    await open.claim('2099-01-02T00:00:00.000Z')
    expect(await open.store.cancel({ reference }, command())).toMatchObject({ changed: 0 })
  })

  it('when a key comes again, then the answer is that of then, and nothing more is changed', async () => {
    const email = storedEmail({ reference })
    await open.store.add(email)
    const used = command({ request_hash: 'first' })
    const answers = await Promise.all([open.store.cancel({ reference }, used), open.store.cancel({ reference }, used)])
    expect(answers.map(({ changed }) => changed)).toEqual([1, 1])
    expect(answers.map(({ replayed }) => replayed).sort()).toEqual([false, true])
    const later = storedEmail({ reference })
    await open.store.add(later)
    const again = await open.store.cancel({ reference }, { ...used, request_hash: 'second' })
    expect(again).toEqual({ changed: 1, request_hash: 'first', replayed: true })
    expect(await statusOf(later.id)).toBe('queued')
  })
})
