import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { readConfig } from '@tradewind/service/config.ts'
import { startService } from '@tradewind/service/start-service.ts'
import { MongoClient } from 'mongodb'
import { Type } from 'typebox'
import { dumpDocuments } from './mongo/dump-documents.ts'
import { loadDocuments } from './mongo/load-documents.ts'

const Settings = Type.Object({ DATABASE_URL: Type.String({ pattern: '^mongodb(\\+srv)?://.' }) })
const [task] = process.argv.slice(2)

/** `node src/backup.ts dump >orders.ndjson`, while all runs; `node src/backup.ts load <orders.ndjson`, into an empty database. */
await startService(async () => {
  const { DATABASE_URL } = readConfig(Settings, process.env)
  const client = new MongoClient(DATABASE_URL, { writeConcern: { w: 'majority', journal: true } })
  try {
    if (task === 'dump') await pipeline(Readable.from(dumpDocuments(client.db())), process.stdout, { end: false })
    else if (task === 'load') await load(client)
    else throw new Error('usage: node src/backup.ts dump|load')
  } finally {
    await client.close()
  }
})

async function load(client: MongoClient): Promise<void> {
  process.stderr.write(`${await loadDocuments(client.db(), readLines())} documents\n`)
}

/** Begins to read when the first line is asked for: what comes before that would be missed. */
async function* readLines(): AsyncGenerator<string> {
  yield* createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
}
