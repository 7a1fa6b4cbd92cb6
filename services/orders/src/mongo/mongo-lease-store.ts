import type { Db } from 'mongodb'
import type { LeaseStore } from '../store-deps.ts'
import { isDuplicate } from './write-errors.ts'

interface Lease {
  _id: string
  owner: string
  until: string
}

export function createMongoLeaseStore(db: Db, within: <T>(work: () => Promise<T>) => Promise<T>): LeaseStore {
  const leases = db.collection<Lease>('leases')
  return {
    take: ({ name, owner, now, until }) =>
      within(async () => {
        try {
          const mine = { _id: name, $or: [{ owner }, { until: { $lte: now } }] }
          await leases.updateOne(mine, { $set: { owner, until } }, { upsert: true })
          return true
        } catch (error) {
          // It is there, and neither ours nor over: the upsert would have made a second one.
          if (isDuplicate(error)) return false
          throw error
        }
      }),
    release: ({ name, owner }) => within(async () => void (await leases.deleteOne({ _id: name, owner }))),
  }
}
