import { startService } from '@tradewind/service/start-service.ts'
import { openDatabase } from '@tradewind/sql/database.ts'
import { readDatabaseUrl } from './config.ts'
import { createLedgerStore } from './sql/ledger-store.ts'
import { verifyLedger } from './use-cases/verify-ledger.ts'

const USAGE = 'usage: node src/cli.ts verify     (DATABASE_URL=sqlite:<path>|mysql://…)'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Exit 1 when the ledger is not as it was sealed. */
async function verify(): Promise<number> {
  const database = await openDatabase<unknown>(readDatabaseUrl(process.env))
  const { head, transactions, unsealed, broken } = await verifyLedger(createLedgerStore(database))
  await database.close()
  if (broken) {
    say(`ledger broken${broken.sequence ? ` in block ${broken.sequence}` : ''}: ${broken.reason}`)
    return 1
  }
  say(`ledger intact: ${head?.sequence ?? 0} blocks, ${transactions} transactions, ${unsealed} not sealed yet`)
  if (head) say(`head: ${head.sequence} ${head.hash}`)
  return 0
}

await startService(async () => {
  const [command] = process.argv.slice(2)
  if (command !== 'verify') say(USAGE)
  process.exitCode = command === 'verify' ? await verify() : 2
})
