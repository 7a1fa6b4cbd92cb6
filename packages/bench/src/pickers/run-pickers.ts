import { join } from 'node:path'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { startProcess, type TestProcess } from '@tradewind/testkit/process.ts'
import { createSuiteDatabases, type SuiteKind } from '@tradewind/testkit/suite-databases.ts'
import { openConnection } from '../driver/connection.ts'
import { formatTable } from '../report/format-table.ts'
import { readMetrics } from '../systems/read-metrics.ts'
import { type ClaimFigures, claimAll } from './claim-all.ts'
import { takeMails } from './take-mails.ts'

const ENTRY = join(import.meta.dirname, '../../../../services/orders/src/main.ts')
const KEY = 'sk_bench_admin'
const ORDERS = 2_000
const PICKERS = 200
const PLACERS = 16

/** 200 pickers take 2,000 orders: as fast as answers come, and each once a second. */
export async function runPickers({ databases }: { databases: SuiteKind }): Promise<string> {
  const mails = await takeMails()
  const { orders: database } = await createSuiteDatabases(databases, ['orders'])
  const env = { API_KEY: KEY, SERVICE_KEY: 'sk_bench_service', PAYMENTS_URL: mails.url, EMAIL_URL: mails.url }
  const settings = { ...env, DATABASE_URL: database.url, LOG_LEVEL: 'warn', DRAIN_S: '0' }
  const orders = await startProcess({ name: 'orders', entry: ENTRY, env: settings })
  try {
    const rows: string[][] = []
    for (const [name, pause_ms] of [
      ['warm-up', 0],
      ['at once', 0],
      ['once a second', 1_000],
    ] as const) {
      await placeAll(orders, name)
      const figures = await claimAll({ port: orders.port, key: KEY, pickers: PICKERS, pause_ms, name })
      rows.push(toRow(name, figures))
    }
    return formatTable(
      ['pickers', 'claims', 'orders', 'twice', 'failures', 'claims/s', 'p50 ms', 'p99 ms', 'max ms'],
      rows,
    )
  } finally {
    await orders.kill()
    mails.close()
    await database.drop()
  }
}

/** Orders that cost nothing are confirmed at once: what pays for them is measured elsewhere. */
async function placeAll({ port }: TestProcess, name: string): Promise<void> {
  let placed = 0
  const client = async () => {
    const connection = await openConnection(port)
    while (placed < ORDERS) {
      placed += 1
      const { status, body } = await connection.send(toOrder(`${name} ${placed}`))
      if (status !== 201) throw new Error(`${status} ${body}`)
    }
    connection.close()
  }
  await Promise.all(Array.from({ length: PLACERS }, client))
  const isQuiet = async () => (await readMetrics(`http://127.0.0.1:${port}`))('effects_pending') === 0
  await eventually(isQuiet, { within_ms: 120_000 })
}

function toOrder(key: string): string {
  const line_items = [1, 2, 3].map((nth) => ({ sku: `MUG-${nth}`, title: 'Mug', quantity: nth, unit_price: 0 }))
  const body = JSON.stringify({ currency: 'USD', customer: { email: 'ada@example.com', name: 'Ada' }, line_items })
  const head = `POST /orders HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${KEY}\r\nidempotency-key: ${key}\r\n`
  return `${head}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
}

function toRow(name: string, figures: ClaimFigures): string[] {
  const { claims, orders, twice, failures, seconds, p50_ms, p99_ms, max_ms } = figures
  const rate = (claims / seconds).toFixed(0)
  return [
    name,
    ...[claims, orders, twice, failures].map(String),
    rate,
    ...[p50_ms, p99_ms, max_ms].map((ms) => ms.toFixed(1)),
  ]
}
