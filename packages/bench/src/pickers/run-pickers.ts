import { eventually } from '@tradewind/testkit/eventually.ts'
import type { TestProcess } from '@tradewind/testkit/process.ts'
import type { SuiteKind } from '@tradewind/testkit/suite-databases.ts'
import { openConnection } from '../driver/connection.ts'
import { toFreeOrder } from '../orders-alone/free-order.ts'
import { KEY, startOrdersAlone } from '../orders-alone/start-orders-alone.ts'
import { formatTable } from '../report/format-table.ts'
import { readMetrics } from '../systems/read-metrics.ts'
import { type ClaimFigures, claimAll } from './claim-all.ts'

const ORDERS = 2_000
const PICKERS = 200
const PLACERS = 16

/** 200 pickers take 2,000 orders: as fast as answers come, and each once a second. */
export async function runPickers({ databases }: { databases: SuiteKind }): Promise<string> {
  const alone = await startOrdersAlone(databases)
  try {
    const orders = await alone.startReplica()
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
    await alone.stop()
  }
}

async function placeAll({ port }: TestProcess, name: string): Promise<void> {
  let placed = 0
  const client = async () => {
    const connection = await openConnection(port)
    while (placed < ORDERS) {
      placed += 1
      const { status, body } = await connection.send(toFreeOrder(`${name} ${placed}`))
      if (status !== 201) throw new Error(`${status} ${body}`)
    }
    connection.close()
  }
  await Promise.all(Array.from({ length: PLACERS }, client))
  const isQuiet = async () => (await readMetrics(`http://127.0.0.1:${port}`))('effects_pending') === 0
  await eventually(isQuiet, { within_ms: 120_000 })
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
