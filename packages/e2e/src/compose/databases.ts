import { eventually } from '@tradewind/testkit/eventually.ts'
import type { Stack } from './stack.ts'

export type Database = 'orders-db' | 'payments-db' | 'email-db'

const BACK_MS = 60_000

/** Until it answers a client of its own; asked at once and again, not as seldom as its health check does. */
export async function awaitDatabase(stack: Stack, database: Database): Promise<void> {
  await eventually(() => stack.compose('exec', '-T', database, ...pingOf(database)).then(() => true), {
    within_ms: BACK_MS,
  })
}

const pingOf = (database: Database): string[] =>
  database === 'orders-db'
    ? ['sh', '-c', 'mongosh --quiet --host $HOSTNAME --eval "db.runCommand({ ping: 1 }).ok" | grep -q 1']
    : ['mysqladmin', 'ping', '--silent', '--host=127.0.0.1']
