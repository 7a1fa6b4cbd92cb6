import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenLedger, openLedger } from './open-ledger.ts'

describe.each(sqlDatabases())('the lease of a work on $kind', ({ create }) => {
  let opened: OpenLedger

  beforeAll(async () => {
    opened = await openLedger(create)
  })
  afterAll(() => opened.close())

  const take = (owner: string, now: string, lease_end: string) =>
    opened.leases.take({ name: 'ledger-seals', owner, now, lease_end })

  it('when one has it, then another waits for its end, and its holder may extend it', async () => {
    expect(await take('one', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:20.000Z')).toBe(true)
    expect(await take('two', '2026-01-01T00:00:19.999Z', '2026-01-01T00:00:39.999Z')).toBe(false)
    expect(await take('one', '2026-01-01T00:00:19.999Z', '2026-01-01T00:00:30.000Z')).toBe(true)
    expect(await take('two', '2026-01-01T00:00:30.000Z', '2026-01-01T00:00:50.000Z')).toBe(true)
    expect(await take('one', '2026-01-01T00:00:31.000Z', '2026-01-01T00:00:51.000Z')).toBe(false)
  })

  it('when many want it at once, then one gets it', async () => {
    const owners = Array.from({ length: 8 }, (_, index) => `owner ${index}`)
    const taken = await Promise.all(owners.map((owner) => take(owner, '2027', '2028')))
    expect(taken.filter(Boolean)).toHaveLength(1)
  })
})
