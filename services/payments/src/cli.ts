import { createRuntime, toTimestamp } from '@tradewind/service/runtime.ts'
import { startService } from '@tradewind/service/start-service.ts'
import { openDatabase } from '@tradewind/sql/database.ts'
import { readDatabaseUrl, readGatewaySettings } from './config.ts'
import { createStripeBooks } from './gateways/stripe-books.ts'
import { createStripeClient } from './gateways/stripe-client.ts'
import { createBooks } from './sql/create-books.ts'
import { createLedgerStore } from './sql/ledger-store.ts'
import { createPaymentStore } from './sql/payment-store.ts'
import { runReconciliation } from './use-cases/run-reconciliation.ts'
import { verifyLedger } from './use-cases/verify-ledger.ts'

const USAGE = `usage: node src/cli.ts verify                   the ledger's hash chain
       node src/cli.ts reconcile <from> [<to>]  our books against the gateway's; times in RFC 3339`

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

/** Exit 1 when there are breaks, each of which is a line of JSON. */
async function reconcile([from, to]: (number | undefined)[]): Promise<number> {
  const config = readGatewaySettings(process.env)
  const database = await openDatabase<unknown>(config.DATABASE_URL)
  const client = createStripeClient({ secret_key: config.STRIPE_SECRET_KEY, base_url: config.STRIPE_API_BASE })
  const store = createPaymentStore(database)
  const gatewayBooks = createStripeBooks(client.stripe)
  const settings = { retry_scale: config.RETRY_SCALE, reconcile_settle_ms: config.RECONCILE_SETTLE_S * 1000 }
  const deps = { store, gatewayBooks, runtime: createRuntime(), ...settings, ...createBooks(database) }
  const window = { from: toTimestamp(from ?? 0), to: to === undefined ? undefined : toTimestamp(to) }
  const run = await runReconciliation(deps, {
    ...window,
    requested_by: 'cli',
    eachBreak: (found) => say(JSON.stringify(found)),
  })
  client.close()
  await database.close()
  say(
    `${run.id}: ${run.intents} intents, ${run.payments} payments, ${run.movements} movements, ${run.breaks_total} breaks`,
  )
  return run.breaks_total === 0 ? 0 : 1
}

await startService(async () => {
  const [command, ...times] = process.argv.slice(2)
  const window = times.map((time) => Date.parse(time))
  const isWindow = window.length > 0 && window.length < 3 && window.every((time) => !Number.isNaN(time))
  if (command === 'verify') process.exitCode = await verify()
  else if (command === 'reconcile' && isWindow) process.exitCode = await reconcile(window)
  else {
    say(USAGE)
    process.exitCode = 2
  }
})
