import type { Collection, WithId } from 'mongodb'
import { type OrderDocument, toDerived, toOrder } from './order-document.ts'

const BATCH = 500

/**
 * Adds to orders of older versions what lists, search, feed and pickers need: each call to the next ones, once through all of them.
 * An order that changes meanwhile gets all of it by that write.
 */
export function createBackfill(orders: Collection<OrderDocument>) {
  let looked_at = ''
  let done = false
  return {
    isDone: () => done,
    async fillNext(): Promise<void> {
      if (done) return
      const page: { _id: string; search_terms?: string[] }[] = await orders
        .find({ _id: { $gt: looked_at } }, { projection: { search_terms: 1 } })
        .sort({ _id: 1 })
        .limit(BATCH)
        .toArray()
      await fill(
        orders,
        page.filter(({ search_terms }) => search_terms === undefined).map(({ _id }) => _id),
      )
      looked_at = page.at(-1)?._id ?? looked_at
      done = page.length < BATCH
    },
  }
}

async function fill(orders: Collection<OrderDocument>, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  const old = await orders.find({ _id: { $in: ids } }).toArray()
  await orders.bulkWrite(old.map(toUpdate), { ordered: false })
}

const toUpdate = (document: WithId<OrderDocument>) => ({
  updateOne: {
    filter: { _id: document._id, version: document.version },
    update: { $set: toDerived(toOrder(document)) },
  },
})
