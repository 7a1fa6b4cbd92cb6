import { type App, type Chassis, createApp } from '@tradewind/service/create-app.ts'
import type { Deps } from './deps.ts'
import { commandRoutes } from './http/command-routes.ts'
import { disputeRoutes } from './http/dispute-routes.ts'
import { ledgerRoutes } from './http/ledger-routes.ts'
import { operatorRoutes } from './http/operator-routes.ts'
import { paymentRoutes } from './http/payment-routes.ts'
import { reconciliationRoutes } from './http/reconciliation-routes.ts'
import { refundRoutes } from './http/refund-routes.ts'
import { settlementRoutes } from './http/settlement-routes.ts'
import { webhookRoutes } from './http/webhook-routes.ts'

/** The whole service as one Fastify app; opens nothing. */
export function buildApp(chassis: Chassis, deps: Deps): App {
  const app = createApp(chassis)
  // The answers are of our own making: compiled serializers check each nullable field anew, and are slower.
  app.setSerializerCompiler(() => JSON.stringify)
  app.register(paymentRoutes, { deps })
  app.register(commandRoutes, { deps })
  app.register(refundRoutes, { deps })
  app.register(webhookRoutes, { deps })
  app.register(disputeRoutes, { deps })
  app.register(ledgerRoutes, { deps })
  app.register(settlementRoutes, { deps })
  app.register(reconciliationRoutes, { deps })
  app.register(operatorRoutes, { deps })
  return app
}
