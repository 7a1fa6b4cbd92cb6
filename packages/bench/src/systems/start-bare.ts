import { join } from 'node:path'
import { startProcess } from '@tradewind/testkit/process.ts'

interface BareOptions {
  program: 'floor' | 'orders' | 'payments' | 'gateway' | 'email'
  database_url: string
  env?: Record<string, string>
  node_options?: string | undefined
}

/** One of the programs in `bare/`. */
export function startBare({ program, database_url, env = {}, node_options = '' }: BareOptions) {
  return startProcess({
    name: `bare ${program}`,
    entry: join(import.meta.dirname, `../bare/${program}.ts`),
    env: { ...env, DATABASE_URL: database_url, NODE_OPTIONS: node_options },
  })
}
