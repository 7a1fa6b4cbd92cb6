import { expect, it } from 'vitest'
import { describeStores } from '../store-contract.ts'

const lease = { name: 'relay', now: '2026-01-01T00:00:00.000Z', until: '2026-01-01T00:00:10.000Z' }

describeStores('a lease', (_openStore, openAll) => {
  it('when it is given back then the next one has it at once; who has it not gives nothing back', async () => {
    const { leases } = await openAll()
    expect(await leases.take({ ...lease, owner: 'a' })).toBe(true)
    await leases.release({ name: 'relay', owner: 'b' })
    await leases.release({ name: 'other', owner: 'a' })
    expect(await leases.take({ ...lease, owner: 'b' })).toBe(false)
    await leases.release({ name: 'relay', owner: 'a' })
    expect(await leases.take({ ...lease, owner: 'b' })).toBe(true)
    expect(await leases.take({ ...lease, owner: 'a' })).toBe(false)
  })
})
