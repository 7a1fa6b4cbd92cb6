import { join } from 'node:path'
import { startProcess, type TestProcess } from '@tradewind/testkit/process.ts'
import { createSuiteDatabases, type SuiteKind } from '@tradewind/testkit/suite-databases.ts'
import { takeMails } from './take-mails.ts'

const ENTRY = join(import.meta.dirname, '../../../../services/orders/src/main.ts')

export const KEY = 'sk_bench_admin'

/** Replicas of orders on one database; what they call costs nothing. */
export interface OrdersAlone {
  startReplica(): Promise<TestProcess>
  stop(): Promise<void>
}

export async function startOrdersAlone(databases: SuiteKind): Promise<OrdersAlone> {
  const mails = await takeMails()
  const { orders: database } = await createSuiteDatabases(databases, ['orders'])
  const env = { API_KEY: KEY, SERVICE_KEY: 'sk_bench_service', PAYMENTS_URL: mails.url, EMAIL_URL: mails.url }
  const settings = { ...env, DATABASE_URL: database.url, LOG_LEVEL: 'warn', DRAIN_S: '0' }
  const replicas: TestProcess[] = []
  return {
    async startReplica() {
      const replica = await startProcess({ name: 'orders', entry: ENTRY, env: settings })
      replicas.push(replica)
      return replica
    },
    async stop() {
      await Promise.all(replicas.map((replica) => replica.kill()))
      mails.close()
      await database.drop()
    },
  }
}
