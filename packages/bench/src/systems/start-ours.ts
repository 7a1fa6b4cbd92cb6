import { type Suite, startSuite } from '@tradewind/testkit/suite.ts'
import type { SuiteKind } from '@tradewind/testkit/suite-databases.ts'
import { openMailCounter } from './count-mails.ts'
import { readMetrics } from './read-metrics.ts'
import type { Counts, System } from './system.ts'

const WITH_DATABASE = ['orders', 'payments', 'email'] as const

/** The real suite, set up as `start` does: it logs, and it waits before it tries again. */
export async function startOurs(kind: SuiteKind, node_options = ''): Promise<System> {
  const env = { LOG_LEVEL: 'info', NODE_OPTIONS: node_options }
  const suite = await startSuite({ databases: kind, env, retry_scale: 1 })
  const mails = openMailCounter(suite.database_urls.email)
  const { orders, payments, email, sandbox } = suite.processes
  return {
    port: orders.port,
    headers: { authorization: `Bearer ${suite.api_key}` },
    pids: { orders: orders.pid, payments: payments.pid, email: email.pid, sandbox: sandbox.pid },
    readCounts: () => readCounts(suite),
    countMails: mails.count,
    isIdle: () => isIdle(suite),
    async stop() {
      await mails.close()
      if (node_options !== '') await Promise.all(Object.values(suite.processes).map(({ kill }) => kill('SIGTERM')))
      await suite.stop()
    },
  }
}

async function readCounts({ urls }: Suite): Promise<Record<string, Counts>> {
  const entries = WITH_DATABASE.map(async (service) => {
    const metric = await readMetrics(urls[service])
    return [service, { statements: metric('db_statements_total'), commits: metric('db_commits_total') }] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

/** The outcome of a mail is taken off its order a little after the mail. */
async function isIdle({ urls }: Suite): Promise<boolean> {
  if ((await readMetrics(urls.email))('email_queue_depth') > 0) return false
  return (await readMetrics(urls.orders))('effects_pending') === 0
}
