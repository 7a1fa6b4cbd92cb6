import { MongoClient } from 'mongodb'
import type { BareStore } from './bare-store.ts'

/** An acknowledged write is in the journal of a majority, as our orders are. */
export async function openMongoBareStore(url: string): Promise<BareStore> {
  const client = new MongoClient(url, { writeConcern: { w: 'majority', journal: true } })
  await client.connect()
  const bodies = client.db().collection<{ _id: string; body: string }>('bodies')
  const counts = { statements: 0, commits: 0 }
  const counted = async (write: Promise<unknown>) => {
    await write
    counts.statements += 1
    counts.commits += 1
  }
  return {
    insert: (_id, body) => counted(bodies.insertOne({ _id, body })),
    update: (_id, body) => counted(bodies.updateOne({ _id }, { $set: { body } })),
    counts,
  }
}
