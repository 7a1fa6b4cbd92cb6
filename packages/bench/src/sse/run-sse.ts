import { setTimeout as sleep } from 'node:timers/promises'
import { eventually } from '@tradewind/testkit/eventually.ts'
import type { TestProcess } from '@tradewind/testkit/process.ts'
import type { SuiteKind } from '@tradewind/testkit/suite-databases.ts'
import { readMemory_mb } from '../machine/process-usage.ts'
import { KEY, startOrdersAlone } from '../orders-alone/start-orders-alone.ts'
import { formatTable } from '../report/format-table.ts'
import { getJson } from '../systems/get-text.ts'
import { type Audience, createAudience } from './audience.ts'
import { placeSteadily } from './steady-orders.ts'
import { HEADER, type Phase, toRow, watchPhase } from './watch-phase.ts'

const CLIENTS = 1_000
const WARM_UP_MS = 5_000
/** Of an order that costs nothing: created, confirmed. */
const EVENTS_EACH = 2

/** 1,000 clients follow the feed at one replica; it goes, and all move to another one, where the orders come in. */
export async function runSse({ databases }: { databases: SuiteKind }): Promise<string> {
  const alone = await startOrdersAlone(databases)
  try {
    const [first, second] = [await alone.startReplica(), await alone.startReplica()]
    const begin = (await warmUp(first)) + (await warmUp(second))
    await awaitEvents(second, begin)
    const audience = createAudience(CLIENTS, begin)
    const orders = await placeSteadily(second.port, 'sse')
    const rows: string[][] = []
    for (const phase of phasesOf({ first, second, audience })) rows.push(toRow(await watchPhase(phase, audience)))
    const newest = begin + EVENTS_EACH * (await orders.stop())
    await awaitEvents(second, newest)
    return [formatTable(HEADER, rows), `events that never came: ${await audience.awaitAll(newest)}`].join('\n')
  } finally {
    await alone.stop()
  }
}

interface Replicas {
  first: TestProcess
  second: TestProcess
}

function phasesOf({ first, second, audience }: Replicas & { audience: Audience }): Phase[] {
  const move = async () => {
    const moved = audience.moveTo(second.port)
    await first.kill('SIGTERM')
    await moved
  }
  const before = (at: TestProcess) => ({ at, before_mb: readMemory_mb(at.pid).resident })
  return [
    { name: 'at the first', ...before(first), begin: () => audience.follow(first.port) },
    { name: 'the move', ...before(second), begin: move },
    { name: 'at the second', ...before(second), begin: async () => undefined },
  ]
}

/** As after the first orders of a day. Answers how many events there are now. */
async function warmUp({ port, pid }: TestProcess): Promise<number> {
  const orders = await placeSteadily(port, `warm-up ${pid}`)
  await sleep(WARM_UP_MS)
  return EVENTS_EACH * (await orders.stop())
}

/** @throws when there are not as many events as all orders must have made */
async function awaitEvents({ port }: TestProcess, newest: number): Promise<void> {
  const headers = { authorization: `Bearer ${KEY}` }
  await eventually(async () => {
    const url = `http://127.0.0.1:${port}/events?after=${newest - 1}`
    const { data } = await getJson<{ data: { position: number }[] }>(url, headers)
    return data.length === 1
  })
}
