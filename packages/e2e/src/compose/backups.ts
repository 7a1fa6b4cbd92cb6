import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect } from 'vitest'
import type { Stack } from './stack.ts'

interface DumpedOrder {
  _id: string
  idempotency_key: string
  effects: { type: string }[]
}

/** The orders that a backup holds, as they were when it was made. */
export function readDumpedOrders(folder: string): DumpedOrder[] {
  const lines = gunzipSync(readFileSync(join(folder, 'orders.ndjson.gz')))
    .toString()
    .trim()
    .split('\n')
  return lines
    .map((line) => JSON.parse(line))
    .flatMap(({ collection, document }) => (collection === 'orders' ? [document] : []))
}

/** Everything is gone but what the card gateway holds: that is not ours to lose. */
export async function loseAllButTheGateway(stack: Stack): Promise<void> {
  await stack.compose('down', '--timeout', '1')
  const volumes = (await stack.docker('volume', 'ls', '--quiet', '--filter', `name=^${stack.project}_`)).split('\n')
  await stack.docker('volume', 'rm', ...volumes.filter((name) => name !== `${stack.project}_sandbox-files`))
}

interface KeptPayment {
  order_id: string
  amount_captured: number
}

/** Of payments' own tables: a test may look where no service may. */
export async function readPaid(
  stack: Stack,
): Promise<{ payments: KeptPayment[]; debits: number; credits: number; receivable: number }> {
  const rows = await select(stack, "SELECT order_id, amount_captured FROM payments WHERE status = 'succeeded'")
  const sum = async (which: string) =>
    Number((await select(stack, `SELECT COALESCE(SUM(amount), 0) FROM ledger_entries WHERE ${which}`))[0]?.[0])
  return {
    payments: rows.map(([order_id = '', amount]) => ({ order_id, amount_captured: Number(amount) })),
    debits: await sum("direction = 'debit'"),
    credits: await sum("direction = 'credit'"),
    receivable: await sum("direction = 'debit' AND account = 'gateway_receivable'"),
  }
}

async function select(stack: Stack, statement: string): Promise<string[][]> {
  const command = 'MYSQL_PWD=$(cat /run/secrets/password) exec mysql -NB -upayments payments -e "$0"'
  const text = await stack.compose('exec', '-T', 'payments-db', 'sh', '-c', command, statement)
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t'))
}

interface Break {
  type: string
  gateway_ref: string | null
}

/** What payments finds when it compares its books with the gateway's, all that there ever was. */
export async function reconcile(stack: Stack): Promise<Break[]> {
  const command = 'RECONCILE_SETTLE_S=0 node src/cli.ts reconcile 2020-01-01T00:00:00Z; test $? -lt 2'
  const lines = (await stack.compose('exec', '-T', 'payments', 'sh', '-c', command)).split('\n')
  expect(lines.at(-1)).toMatch(/ breaks$/)
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Break)
}
