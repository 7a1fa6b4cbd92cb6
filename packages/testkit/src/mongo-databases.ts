import { randomUUID } from 'node:crypto'
import { MongoClient } from 'mongodb'
import type { TestDatabase } from './test-database.ts'

/** A new database on the server at `server_url`; the server makes it at the first write. */
export async function createMongoDatabase(server_url: string): Promise<TestDatabase> {
  const name = `t_${randomUUID().replaceAll('-', '')}`
  return {
    url: `${server_url}/${name}`,
    drop: async () => void (await withClient(server_url, (client) => client.db(name).dropDatabase())),
  }
}

/** Runs `work` on a connection of its own. */
export async function withClient<T>(url: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 5000 })
  try {
    return await work(client)
  } finally {
    await client.close()
  }
}
