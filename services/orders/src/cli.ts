import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { startService } from '@tradewind/service/start-service.ts'
import { readDatabaseUrl } from './config.ts'
import { dumpDocuments } from './mongo/dump-documents.ts'
import { loadDocuments } from './mongo/load-documents.ts'
import { withDocuments } from './mongo/with-documents.ts'

const USAGE = `usage: node src/cli.ts dump >orders.ndjson     all documents of DATABASE_URL (mongodb://…), while all runs
       node src/cli.ts load <orders.ndjson     into a database that holds nothing
`

await startService(async () => {
  const [command] = process.argv.slice(2)
  if (command === 'dump') await dump()
  else if (command === 'load') await load()
  else process.stderr.write(USAGE)
  process.exitCode = command === 'dump' || command === 'load' ? 0 : 2
})

function dump(): Promise<void> {
  return withDocuments(readDatabaseUrl(process.env), (db) =>
    pipeline(Readable.from(dumpDocuments(db)), process.stdout, { end: false }),
  )
}

async function load(): Promise<void> {
  const loaded = await withDocuments(readDatabaseUrl(process.env), (db) => loadDocuments(db, readLines()))
  process.stderr.write(`${loaded} documents\n`)
}

/** Begins to read when the first line is asked for: what comes before that would be missed. */
async function* readLines(): AsyncGenerator<string> {
  yield* createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
}
