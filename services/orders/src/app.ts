import { isCurrency } from '@tradewind/contracts/money.ts'
import { type App, type Chassis, createApp } from '@tradewind/service/create-app.ts'
import type { AppDeps } from './deps.ts'
import { customerRoutes } from './http/customer-routes.ts'
import { eventRoutes } from './http/event-routes.ts'
import { exportRoutes } from './http/export-routes.ts'
import { fulfillmentRoutes } from './http/fulfillment-routes.ts'
import { listRoutes } from './http/list-routes.ts'
import { moneyRoutes } from './http/money-routes.ts'
import { orderRoutes } from './http/order-routes.ts'
import { paymentEventRoutes } from './http/payment-event-routes.ts'
import { updateRoutes } from './http/update-routes.ts'

const SERVICE = {
  title: 'Tradewind orders',
  description: 'Takes orders, drives their payment and their mails.',
  version: '0.1.0',
}

/** The orders service as an app that opens nothing. */
export function buildApp(deps: AppDeps, chassis: Omit<Chassis, 'service' | 'formats'>): App {
  const app = createApp({ ...chassis, service: SERVICE, formats: { currency: isCurrency } })
  app.register(orderRoutes, deps)
  app.register(moneyRoutes, deps)
  app.register(fulfillmentRoutes, deps)
  app.register(paymentEventRoutes, deps)
  app.register(listRoutes, deps)
  app.register(updateRoutes, deps)
  app.register(eventRoutes, deps)
  app.register(exportRoutes, deps)
  app.register(customerRoutes, deps)
  return app
}
