import { mkdtempSync } from 'node:fs'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createIds } from '@tradewind/service/ids.ts'
import { startProcess, type TestProcess } from '@tradewind/testkit/process.ts'
import axios from 'axios'
import { median } from '../report/summarize.ts'
import { readMetrics } from '../systems/read-metrics.ts'
import { prefillPayments } from './prefill-payments.ts'

const ROOT = join(import.meta.dirname, '../../../..')
const KEYS = { API_KEY: 'sk_bench_admin', SERVICE_KEY: 'sk_bench_service' }
const CLIENTS = 8
const newId = createIds(Date.now)

export interface GrowthFigures {
  stored: number
  payments_per_s: number
  statements: number
  commits: number
  /** Of `GET /ledger/accounts`. */
  accounts_ms: number
}

interface Store {
  stored: number
  payments: TestProcess
  rounds: Omit<GrowthFigures, 'stored'>[]
}

/** The same charges on databases of different size, in turn, so that what disturbs the machine disturbs both. */
export async function measureGrowth(sizes: number[], { rounds, seconds }: { rounds: number; seconds: number }) {
  const sandbox = await startSandbox()
  const stores: Store[] = []
  try {
    for (const stored of sizes) stores.push({ stored, payments: await startPayments(stored, sandbox.port), rounds: [] })
    for (let round = 0; round < rounds; round += 1)
      for (const store of stores) store.rounds.push(await measure(store.payments, seconds))
    return stores.map(toFigures)
  } finally {
    await Promise.all([sandbox, ...stores.map(({ payments }) => payments)].map((program) => program.kill()))
  }
}

function toFigures({ stored, rounds }: Store): GrowthFigures {
  const of = (name: keyof Omit<GrowthFigures, 'stored'>) => median(rounds.map((round) => round[name]))
  const work = { statements: of('statements'), commits: of('commits') }
  return { stored, payments_per_s: of('payments_per_s'), ...work, accounts_ms: of('accounts_ms') }
}

const newFile = () => join(mkdtempSync(join(tmpdir(), 'books-')), 'bench.db')

const startSandbox = () =>
  startProcess({
    name: 'sandbox',
    entry: join(ROOT, 'packages/stripe-sandbox/src/main.ts'),
    env: { DATABASE_URL: `sqlite:${newFile()}`, LOG_LEVEL: 'warn' },
  })

async function startPayments(count: number, sandbox_port: number): Promise<TestProcess> {
  const path = newFile()
  await prefillPayments(path, { count, began_ms: Date.now() - 4 * 3_600_000 })
  const STRIPE_API_BASE = `http://127.0.0.1:${sandbox_port}`
  const env = { ...KEYS, DATABASE_URL: `sqlite:${path}`, STRIPE_API_BASE, LOG_LEVEL: 'warn', DRAIN_S: '0' }
  return startProcess({ name: 'payments', entry: join(ROOT, 'services/payments/src/main.ts'), env })
}

async function measure({ port }: TestProcess, seconds: number) {
  const url = `http://127.0.0.1:${port}`
  const headers = { authorization: `Bearer ${KEYS.SERVICE_KEY}` }
  const httpAgent = new Agent({ keepAlive: true })
  const before = await readMetrics(url)
  const end = performance.now() + seconds * 1000
  let paid = 0
  const client = async () => {
    while (performance.now() < end) {
      const order_id = newId('ord')
      const body = { order_id, amount: 3000, currency: 'USD', payment_method: 'pm_card_visa' }
      await axios.post(`${url}/payments`, body, { httpAgent, headers: { ...headers, 'idempotency-key': order_id } })
      paid += 1
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  const after = await readMetrics(url)
  const began = performance.now()
  await axios.get(`${url}/ledger/accounts`, { httpAgent, headers })
  const accounts_ms = performance.now() - began
  httpAgent.destroy()
  const per = (name: string) => (after(name) - before(name)) / paid
  return {
    payments_per_s: paid / seconds,
    statements: per('db_statements_total'),
    commits: per('db_commits_total'),
    accounts_ms,
  }
}
