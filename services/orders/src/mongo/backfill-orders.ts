import type { Collection } from 'mongodb'
import { type OrderDocument, toDerived } from './order-document.ts'

type OldDocument = Omit<OrderDocument, 'search_terms'> & { search_terms?: string[] }

const BATCH = 500
const READ = {
  version: 1,
  events: 1,
  fed_sequence: 1,
  search_terms: 1,
  number: 1,
  external_reference: 1,
  customer: 1,
  'line_items.sku': 1,
}

/**
 * Adds to orders of older versions what lists, search and feed need: each call to the next ones, once through all of them.
 * An order that changes meanwhile gets all of it by that write.
 */
export function createBackfill(orders: Collection<OrderDocument>) {
  let looked_at = ''
  let done = false
  return {
    isDone: () => done,
    async fillNext(): Promise<void> {
      if (done) return
      const page: OldDocument[] = await orders
        .find({ _id: { $gt: looked_at } }, { projection: READ })
        .sort({ _id: 1 })
        .limit(BATCH)
        .toArray()
      const old = page.filter(({ search_terms }) => search_terms === undefined)
      if (old.length > 0) await orders.bulkWrite(old.map(toUpdate), { ordered: false })
      looked_at = page.at(-1)?._id ?? looked_at
      done = page.length < BATCH
    },
  }
}

const toUpdate = ({ _id, version, ...order }: OldDocument) => ({
  updateOne: { filter: { _id, version }, update: { $set: toDerived(order) } },
})
