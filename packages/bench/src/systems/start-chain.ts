import type { TestProcess } from '@tradewind/testkit/process.ts'
import { createSuiteDatabases, type SuiteKind } from '@tradewind/testkit/suite-databases.ts'
import { getJson } from './get-text.ts'
import { startBare } from './start-bare.ts'
import type { Counts, System } from './system.ts'

const urlOf = ({ port }: TestProcess): string => `http://127.0.0.1:${port}`

/** Four bare processes with the hops and durable commits of ours. */
export async function startChain(kind: SuiteKind, node_options?: string): Promise<System> {
  const databases = await createSuiteDatabases(kind)
  const { orders: o, payments: p, email: e, sandbox: g } = databases
  const gateway = await startBare({ program: 'gateway', database_url: g.url, node_options })
  const email = await startBare({ program: 'email', database_url: e.url, node_options })
  const toGateway = { GATEWAY_URL: urlOf(gateway) }
  const payments = await startBare({ program: 'payments', database_url: p.url, env: toGateway, node_options })
  const toPeers = { PAYMENTS_URL: urlOf(payments), EMAIL_URL: urlOf(email) }
  const orders = await startBare({ program: 'orders', database_url: o.url, env: toPeers, node_options })
  const countsOf = (process: TestProcess) => getJson<Counts>(`${urlOf(process)}/counts`)
  return {
    port: orders.port,
    headers: {},
    pids: { orders: orders.pid, payments: payments.pid, email: email.pid, sandbox: gateway.pid },
    readCounts: async () => ({
      orders: await countsOf(orders),
      payments: await countsOf(payments),
      email: await countsOf(email),
    }),
    countMails: async () => (await getJson<{ delivered: number }>(`${urlOf(email)}/delivered`)).delivered,
    isIdle: async () => true,
    async stop() {
      await Promise.all([orders, payments, email, gateway].map((process) => process.kill('SIGTERM')))
      await Promise.all(Object.values(databases).map((database) => database.drop()))
    },
  }
}
