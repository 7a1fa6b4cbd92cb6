import { createServer } from 'node:http'
import { type Suite, startSuite } from '@tradewind/testkit/suite.ts'
import type { SuiteKind } from '@tradewind/testkit/suite-databases.ts'
import { askGateway } from '../ask-gateway.ts'
import { createPaymentsApi, type PaymentsApi } from '../payments-api.ts'
import { carryToGateway, carryWebhooks, type Weather } from './troubles.ts'
import { layWire } from './wire.ts'

/** Payments and the card sandbox as real processes, and the network between them. */
export interface MoneyBench {
  suite: Suite
  api: PaymentsApi
  weather: Weather
  /** What is done at the gateway by others than us: card holders, banks. @throws when it is refused */
  atGateway(path: string, form?: Record<string, string>): Promise<void>
  stop(): Promise<void>
}

const FAST = { retry_scale: 0.02, env: { SETTLE_MS: '2000' } }

export async function startMoneyBench(databases: SuiteKind): Promise<MoneyBench> {
  const weather: Weather = { trouble: 'none' }
  const place = { gateway: '', payments: '' }
  const toGateway = await layWire({ to: () => place.gateway, carry: carryToGateway(weather) })
  const webhooks = await layWire({ to: () => place.payments, carry: carryWebhooks(weather) })
  const suite = await startSuite({
    databases,
    programs: ['payments', 'sandbox'],
    ...FAST,
    own: {
      payments: { STRIPE_API_BASE: toGateway.url },
      sandbox: { WEBHOOK_URL: `${webhooks.url}/webhooks/stripe` },
    },
  })
  place.gateway = suite.urls.sandbox
  place.payments = suite.urls.payments
  const orders = await listenAsOrders(suite)
  return {
    suite,
    api: createPaymentsApi(suite),
    weather,
    atGateway: (path, form) => askGateway(suite.urls.sandbox, path, form),
    async stop() {
      await suite.stop()
      await Promise.all([toGateway.close(), webhooks.close(), orders.close()])
    },
  }
}

/** Takes what payments tells orders: who has heard is told no more. */
async function listenAsOrders({ urls }: Suite): Promise<{ close(): Promise<void> }> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => response.writeHead(204).end())
  })
  server.listen(Number(new URL(urls.orders).port), '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
