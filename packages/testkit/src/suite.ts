import { join } from 'node:path'
import { addressOf, ENTRIES, PROGRAMS, type Program, wirePrograms } from '@tradewind/start/wiring.ts'
import { findFreePorts } from './free-ports.ts'
import { startProcess, type TestProcess } from './process.ts'
import type { ProcessEnd } from './process-end.ts'
import { createSuiteDatabases, type SuiteKind } from './suite-databases.ts'
import { readCharges, readInbox, type SuiteCharge, type SuiteMessage } from './suite-reads.ts'

interface SuiteOptions {
  databases: SuiteKind
  /** All four unless told. */
  programs?: readonly Program[]
  /** For all of them, over what wires them. */
  env?: Record<string, string>
  /** For one of them alone, over all else. */
  own?: Partial<Record<Program, Record<string, string>>>
  /** Multiplies every back-off; 0.05 unless told, so that what failed comes back soon. */
  retry_scale?: number
}

/** The four programs (or those asked for), wired together as real processes. */
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
  /** One more process of a program, on the same database and a port of its own; it is stopped with the others. */
  startReplica(program: Program): Promise<TestProcess>
  charges(): Promise<SuiteCharge[]>
  inbox(to?: string): Promise<SuiteMessage[]>
  /** Ends all four and drops their databases. */
  stop(): Promise<void>
}

const ROOT = join(import.meta.dirname, '../../..')
const KEYS = { api_key: 'sk_test_admin_key', service_key: 'sk_test_service_key' }

/** Starts them on databases of their own. @throws with the output of the one that did not start */
export async function startSuite(options: SuiteOptions): Promise<Suite> {
  const { databases, programs = PROGRAMS, env = {}, own = {}, retry_scale = 0.05 } = options
  const stores = await createSuiteDatabases(databases, programs)
  const database_urls = mapPrograms((program) => stores[program]?.url ?? '')
  const ports = await pickPorts()
  const common = { LOG_LEVEL: 'warn', DRAIN_S: '0', RECONCILE_SETTLE_S: '0', RETRY_SCALE: String(retry_scale), ...env }
  const wired = wirePrograms({ ports, database_urls, keys: KEYS, env: common })
  const environments = mapPrograms((program) => ({ ...wired[program], ...own[program] }))
  const processes = await startAll(programs, environments)
  const replicas: TestProcess[] = []
  const urls = mapPrograms((program) => addressOf(ports[program]))
  return {
    urls,
    database_urls,
    ...KEYS,
    processes,
    kill: (program, signal) => processes[program].kill(signal),
    restart: (program, more) => processes[program].restart(more),
    async startReplica(program) {
      const replica = await startProgram(program, { ...environments[program], PORT: '0' })
      replicas.push(replica)
      return replica
    },
    charges: () => readCharges(urls.sandbox),
    inbox: (to) => readInbox(urls.email, to),
    async stop() {
      await Promise.all(replicas.map((replica) => replica.kill('SIGKILL')))
      for (const program of programs) await processes[program].kill('SIGKILL')
      await Promise.all(programs.map((program) => stores[program]?.drop()))
    },
  }
}

const startProgram = (name: Program, env: NodeJS.ProcessEnv): Promise<TestProcess> =>
  startProcess({ name, entry: join(ROOT, ENTRIES[name]), env: env as Record<string, string> })

async function startAll(
  programs: readonly Program[],
  environments: Record<Program, NodeJS.ProcessEnv>,
): Promise<Record<Program, TestProcess>> {
  const started = await Promise.allSettled(programs.map((name) => startProgram(name, environments[name])))
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
