import { createSuiteDatabases, type SuiteKind } from '@tradewind/testkit/suite-databases.ts'
import { openMongoOrders } from '../../../../services/orders/src/mongo/open-mongo-orders.ts'
import { openSqliteOrders } from '../../../../services/orders/src/sqlite/open-sqlite-orders.ts'
import { formatTable } from '../report/format-table.ts'
import { generateOrders } from './generated-orders.ts'
import { type ListFigures, measureLists, type Times } from './measure-lists.ts'
import { prefillOrders } from './prefill-orders.ts'

const SIZES: Record<SuiteKind, number[]> = { sqlite: [20_000, 1_000_000], real: [20_000, 1_000_000] }

interface Sized {
  orders: number
  filled_s: number
  figures: ListFigures[]
}

/** Whether a page takes as long of many orders as of few. */
export async function runLists({ databases }: { databases: SuiteKind }, say: (line: string) => void): Promise<string> {
  const sizes: Sized[] = []
  for (const orders of SIZES[databases]) {
    const sized = await measure(databases, orders)
    say(`${orders} orders, filled in ${sized.filled_s.toFixed(0)} s`)
    sizes.push(sized)
  }
  const [small, large] = sizes
  return formatTable(
    [
      'p50 / p99 ms of 20 orders',
      `first of ${small?.orders}`,
      `of ${large?.orders}`,
      'ratio',
      `page 500 of ${small?.orders}`,
      `of ${large?.orders}`,
      'ratio',
    ],
    (large?.figures ?? []).map((figures, index) => toRow(small?.figures[index], figures)),
  )
}

async function measure(databases: SuiteKind, orders: number): Promise<Sized> {
  const { orders: database } = await createSuiteDatabases(databases, ['orders'])
  const open = database.url.startsWith('sqlite:') ? openSqliteOrders : openMongoOrders
  const { store, close } = await open(database.url)
  try {
    const began = performance.now()
    await prefillOrders(database.url, generateOrders(orders))
    const filled_s = (performance.now() - began) / 1000
    return { orders, filled_s, figures: await measureLists(store) }
  } finally {
    await close()
    await database.drop()
  }
}

function toRow(small: ListFigures | undefined, large: ListFigures): string[] {
  const far = (figures: ListFigures | undefined) =>
    `${show(figures?.far)}${figures?.far_page === 500 ? '' : ` (page ${figures?.far_page})`}`
  return [
    large.question,
    show(small?.first),
    show(large.first),
    ratio(large.first, small?.first),
    far(small),
    far(large),
    ratio(large.far, small?.far),
  ]
}

const show = ({ p50_ms, p99_ms }: Times = { p50_ms: 0, p99_ms: 0 }) => `${p50_ms.toFixed(1)} / ${p99_ms.toFixed(1)}`

/** Of medians: a p99 of a machine that does other things too tells of those. */
const ratio = (large: Times, small: Times | undefined) => (large.p50_ms / (small?.p50_ms ?? 1)).toFixed(1)
