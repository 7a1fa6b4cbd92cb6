import { join } from 'node:path'
import { logPath, openLog } from './log-file.ts'
import { spawnProgram } from './spawn-program.ts'
import { type Supervisor, supervise } from './supervise.ts'
import { ENTRIES, type Keys, PROGRAMS, type Program, wirePrograms } from './wiring.ts'

const ROOT = join(import.meta.dirname, '../../..')
/** A quarter of the time to be ready is compiling: kept between starts. */
const COMPILE_CACHE = join(ROOT, 'node_modules/.cache/tradewind')
/** Nobody keeps connections through a proxy here that would have to let go of them first. */
const DRAIN_S = '0'

interface Started {
  data: string
  ports: Record<Program, number>
  keys: Keys
  env: NodeJS.ProcessEnv
  say: (line: string) => void
}

/** Starts all four at once, each with its database in the data folder. In the order in which they are to be stopped. */
export function startPrograms({ data, ports, keys, env, say }: Started): Supervisor[] {
  const database_urls = {
    orders: `sqlite:${join(data, 'orders.db')}`,
    payments: `sqlite:${join(data, 'payments.db')}`,
    email: `sqlite:${join(data, 'email.db')}`,
    sandbox: `sqlite:${join(data, 'stripe-sandbox.db')}`,
  }
  const common = { NODE_COMPILE_CACHE: COMPILE_CACHE, ...env, DRAIN_S }
  const environments = wirePrograms({ ports, database_urls, keys, env: common })
  return PROGRAMS.map((name) => {
    const log = openLog(data, name)
    const entry = join(ROOT, ENTRIES[name])
    const spawn = () => spawnProgram({ entry, env: environments[name], log })
    return supervise({ name, log_path: logPath(data, name), say, spawn })
  })
}
