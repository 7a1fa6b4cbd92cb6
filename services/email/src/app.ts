import { isCurrency } from '@tradewind/contracts/money.ts'
import { type App, type Chassis, createApp } from '@tradewind/service/create-app.ts'
import type { Deps } from './deps.ts'
import { emailCommandRoutes } from './http/email-command-routes.ts'
import { emailRoutes } from './http/email-routes.ts'
import { inboxPageRoutes } from './http/inbox-page-routes.ts'
import { inboxRoutes } from './http/inbox-routes.ts'
import { templateRoutes } from './http/template-routes.ts'

const SERVICE = {
  title: 'Tradewind email',
  description: 'Renders, queues and delivers the mails of an order, each once.',
  version: '0.1.0',
}

/** The whole service over `deps`; opens nothing. */
export function buildApp(chassis: Omit<Chassis, 'service' | 'formats'>, deps: Deps): App {
  const app = createApp({ ...chassis, service: SERVICE, formats: { currency: isCurrency } })
  // Answers are made of typed values: checking them once more against a schema costs more than the whole request.
  app.setSerializerCompiler(() => JSON.stringify)
  app.register(emailRoutes, deps)
  app.register(emailCommandRoutes, deps)
  app.register(templateRoutes, deps)
  // Whoever reaches this service may read the inbox: it is there only while no mail goes to real people.
  if (deps.transport.kind === 'inbox') {
    app.register(inboxRoutes, deps)
    app.register(inboxPageRoutes, deps)
  }
  return app
}
