import type { Db } from 'mongodb'
import type { Erasure, ErasureStore } from '../store-deps.ts'
import { isDuplicate } from './write-errors.ts'

type ErasureDocument = Omit<Erasure, 'customer_id'> & { _id: string }

export function createMongoErasureStore(db: Db, within: <T>(work: () => Promise<T>) => Promise<T>): ErasureStore {
  const erasures = db.collection<ErasureDocument>('erasures')
  const find = async (customer_id: string) => toErasure(await erasures.findOne({ _id: customer_id }))
  return {
    request: ({ customer_id, at }) =>
      within(async () => {
        try {
          const change = { $set: { status: 'running' as const, requested_at: at }, $unset: { done_at: '' as const } }
          await erasures.updateOne({ _id: customer_id, status: 'done' }, change, { upsert: true })
        } catch (error) {
          // It runs: the upsert would have made a second one.
          if (!isDuplicate(error)) throw error
        }
        const erasure = await find(customer_id)
        if (!erasure) throw new Error(`the erasure of ${customer_id} is gone`)
        return erasure
      }),
    find: (customer_id) => within(() => find(customer_id)),
    next: () =>
      within(async () => {
        const [first] = await erasures
          .find({ status: 'running' })
          .sort({ status: 1, requested_at: 1 })
          .limit(1)
          .toArray()
        return toErasure(first ?? null)
      }),
    finish: ({ customer_id, at }) =>
      within(async () => {
        await erasures.updateOne({ _id: customer_id }, { $set: { status: 'done', done_at: at } })
      }),
  }
}

function toErasure(found: ErasureDocument | null): Erasure | undefined {
  if (!found) return undefined
  const { _id, ...erasure } = found
  return { customer_id: _id, ...erasure }
}
