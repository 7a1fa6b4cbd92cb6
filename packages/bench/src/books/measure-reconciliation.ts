import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readMemory_mb } from '../machine/process-usage.ts'
import type { Fault } from './generated-books.ts'
import { startGeneratedGateway } from './generated-gateway.ts'
import { prefillPayments } from './prefill-payments.ts'

const CLI = join(import.meta.dirname, '../../../../services/payments/src/cli.ts')
const SAMPLE_MS = 50
/** Little enough that V8 collects what is done with: what then grows is held. */
const HEAP = '--max-old-space-size=64'
const FAULTS: Fault[] = ['missing_gateway', 'missing_local', 'amount', 'duplicate_charge', 'fee']

export interface ReconciliationFigures {
  payments: number
  seconds: number
  /** The most it held, and of it its own. */
  resident_mb: number
  anonymous_mb: number
  /** In books that agree. */
  false_breaks: number
  /** Types found of those planted afterwards. */
  found: string[]
}

/** `count` clean payments compared by the command of the service, then again with five faults planted at the gateway. */
export async function measureReconciliation(count: number): Promise<ReconciliationFigures> {
  const path = join(mkdtempSync(join(tmpdir(), 'books-')), 'payments.db')
  const prefilled = { count, began_ms: Date.now() - 7_200_000 }
  await prefillPayments(path, prefilled)
  const gateway = await startGeneratedGateway(prefilled)
  try {
    const clean = await reconcile(path, gateway.url, prefilled.began_ms)
    gateway.plant(FAULTS)
    const planted = await reconcile(path, gateway.url, prefilled.began_ms)
    const { seconds, resident_mb, anonymous_mb } = clean
    return {
      payments: count,
      seconds,
      resident_mb,
      anonymous_mb,
      false_breaks: clean.types.length,
      found: planted.types.toSorted(),
    }
  } finally {
    gateway.close()
  }
}

async function reconcile(path: string, gateway_url: string, began_ms: number) {
  const began = performance.now()
  const gateway = { STRIPE_API_BASE: gateway_url, STRIPE_SECRET_KEY: 'sk_test_bench' }
  const env = { ...process.env, NODE_OPTIONS: HEAP, DATABASE_URL: `sqlite:${path}`, ...gateway }
  const from = new Date(Math.floor(began_ms / 1000) * 1000).toISOString()
  const child = spawn(process.execPath, [CLI, 'reconcile', from], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (text) => {
    output += text
  })
  const peak = await watchMemory(child)
  const lines = output.trimEnd().split('\n')
  if (!lines.at(-1)?.startsWith('rec_')) throw new Error(`no reconciliation: ${output}`)
  const types = lines.slice(0, -1).map((line) => (JSON.parse(line) as { type: string }).type)
  return {
    types,
    seconds: (performance.now() - began) / 1000,
    resident_mb: peak.resident,
    anonymous_mb: peak.anonymous,
  }
}

async function watchMemory(child: ChildProcess) {
  const peak = { resident: 0, anonymous: 0 }
  const sampling = setInterval(() => {
    if (child.exitCode !== null) return
    const now = readMemory_mb(child.pid ?? 0)
    peak.resident = Math.max(peak.resident, now.resident)
    peak.anonymous = Math.max(peak.anonymous, now.anonymous)
  }, SAMPLE_MS)
  await new Promise((resolve) => child.once('close', resolve))
  clearInterval(sampling)
  return peak
}
