import { type Db, MongoClient } from 'mongodb'

/** Runs `work` on the database of `url`; what it writes is on disk of a majority. */
export async function withDocuments<T>(url: string, work: (db: Db) => Promise<T>): Promise<T> {
  const client = new MongoClient(url, { writeConcern: { w: 'majority', journal: true } })
  try {
    return await work(client.db())
  } finally {
    await client.close()
  }
}
