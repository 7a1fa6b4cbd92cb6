import { setTimeout as delay } from 'node:timers/promises'
import { createRuntime } from '@tradewind/service/runtime.ts'
import type { TestProcess } from '@tradewind/testkit/process.ts'
import { createRandom } from '../create-random.ts'
import { createPaymentsApi } from '../payments-api.ts'
import { ACTS } from './acts.ts'
import type { Intended } from './intended.ts'
import type { MoneyBench } from './money-bench.ts'

interface Havoc {
  bench: MoneyBench
  /** Payments are done; each dies again and again, the gateway too. */
  replicas: TestProcess[]
  payments: number
  concurrency: number
  /** Of each process. */
  kills: number
  seed: number
}

const DONE = ['charge', 'capture', 'refund', 'cancel', 'two refunds', 'refund that fails'] as const
const CARDS = ['pm_card_visa', 'pm_sim_slow_ms_200', 'pm_sim_500', 'pm_sim_500_after_charge', 'pm_sim_webhook_reorder']
const LONGEST_PAUSE_MS = 1_500

/** All sorts of payments from many callers while every process dies at random. Answers what was intended with each order. */
export async function wreakMoneyHavoc(havoc: Havoc): Promise<Map<string, Intended>> {
  const { bench, replicas, kills, seed } = havoc
  const random = createRandom(seed)
  const processes = [...replicas, bench.suite.processes.sandbox]
  const progress = { killed: 0, of: kills * processes.length }
  const killing = Promise.all(processes.map((process) => killAgainAndAgain({ process, kills, random, progress })))
  const orders = await payAll(havoc, progress)
  await killing
  return orders
}

interface Killing {
  process: TestProcess
  kills: number
  random: () => number
  progress: { killed: number; of: number }
}

async function killAgainAndAgain({ process, kills, random, progress }: Killing): Promise<void> {
  for (let kill = 0; kill < kills; kill += 1) {
    await delay(random() * LONGEST_PAUSE_MS)
    await process.kill()
    progress.killed += 1
    await process.restart()
  }
}

const { newId } = createRuntime()

/** Callers keep pace with the killing, so that there is money under way at every kill; each goes to one replica. */
async function payAll(havoc: Havoc, progress: Killing['progress']): Promise<Map<string, Intended>> {
  const { bench, replicas, payments, concurrency } = havoc
  const orders = new Map<string, Intended>()
  let next = 0
  async function caller(_: unknown, index: number): Promise<void> {
    const port = replicas[index % replicas.length]?.port
    const urls = { ...bench.suite.urls, payments: `http://127.0.0.1:${port}` }
    const own = { ...bench, api: createPaymentsApi({ ...bench.suite, urls }) }
    while (next < payments) {
      const number = next
      next += 1
      while (number / payments > (progress.killed + 1) / progress.of) await delay(10)
      const order_id = newId('ord')
      const act = ACTS[DONE[number % DONE.length] ?? 'charge']
      orders.set(order_id, await act(own, order_id, CARDS[number % CARDS.length]))
    }
  }
  await Promise.all(Array.from({ length: concurrency }, caller))
  return orders
}
