import { join } from 'node:path'
import { addressOf, ENTRIES, PROGRAMS, type Program, wirePrograms } from '@tradewind/start/wiring.ts'
import { findFreePorts } from './free-ports.ts'
import { startProcess, type TestProcess } from './process.ts'
import type { ProcessEnd } from './process-end.ts'
import { createSuiteDatabases, type SuiteKind } from './suite-databases.ts'
import { readCharges, readInbox, type SuiteCharge, type SuiteMessage } from './suite-reads.ts'

interface SuiteOptions {
  databases: SuiteKind
  /** For all four, over what wires them. */
  env?: Record<string, string>
  /** Multiplies every back-off; 0.05 unless told, so that what failed comes back soon. */
  retry_scale?: number
}

/** The four programs, wired together as real processes. */
export interface Suite {
  urls: Record<Program, string>
  database_urls: Record<Program, string>
  api_key: string
  service_key: string
  processes: Record<Program, TestProcess>
  /** SIGKILL unless told. */
  kill(program: Program, signal?: NodeJS.Signals): Promise<ProcessEnd>
  /** `env` goes over the program's own, this time: `FAILPOINTS`, say. */
  restart(program: Program, env?: Record<string, string>): Promise<void>
  charges(): Promise<SuiteCharge[]>
  inbox(to?: string): Promise<SuiteMessage[]>
  /** Ends all four and drops their databases. */
  stop(): Promise<void>
}

const ROOT = join(import.meta.dirname, '../../..')
const KEYS = { api_key: 'sk_test_admin_key', service_key: 'sk_test_service_key' }

/** Starts all four on databases of their own. @throws with the output of the one that did not start */
export async function startSuite({ databases, env = {}, retry_scale = 0.05 }: SuiteOptions): Promise<Suite> {
  const stores = await createSuiteDatabases(databases)
  const database_urls = mapPrograms((program) => stores[program].url)
  const ports = await pickPorts()
  const common = { LOG_LEVEL: 'warn', DRAIN_S: '0', RECONCILE_SETTLE_S: '0', RETRY_SCALE: String(retry_scale), ...env }
  const environments = wirePrograms({ ports, database_urls, keys: KEYS, env: common })
  const processes = await startAll(environments)
  const urls = mapPrograms((program) => addressOf(ports[program]))
  return {
    urls,
    database_urls,
    ...KEYS,
    processes,
    kill: (program, signal) => processes[program].kill(signal),
    restart: (program, more) => processes[program].restart(more),
    charges: () => readCharges(urls.sandbox),
    inbox: (to) => readInbox(urls.email, to),
    async stop() {
      for (const program of PROGRAMS) await processes[program].kill('SIGKILL')
      await Promise.all(PROGRAMS.map((program) => stores[program].drop()))
    },
  }
}

async function startAll(environments: Record<Program, NodeJS.ProcessEnv>): Promise<Record<Program, TestProcess>> {
  const start = (name: Program) =>
    startProcess({ name, entry: join(ROOT, ENTRIES[name]), env: environments[name] as Record<string, string> })
  const started = await Promise.allSettled(PROGRAMS.map(start))
  const running = started.filter((outcome) => outcome.status === 'fulfilled').map(({ value }) => value)
  const failed = started.find((outcome) => outcome.status === 'rejected')
  if (failed) {
    await Promise.all(running.map((process) => process.kill()))
    throw failed.reason
  }
  return mapPrograms((program) => running.find(({ name }) => name === program) as TestProcess)
}

async function pickPorts(): Promise<Record<Program, number>> {
  const ports = await findFreePorts(PROGRAMS.length)
  return mapPrograms((program) => ports[PROGRAMS.indexOf(program)] ?? 0)
}

function mapPrograms<T>(read: (program: Program) => T): Record<Program, T> {
  return {
    orders: read('orders'),
    payments: read('payments'),
    email: read('email'),
    sandbox: read('sandbox'),
  }
}
