import { hash } from 'node:crypto'

/** The four programs, in the order in which they are stopped: who calls goes before who is called. */
export const PROGRAMS = ['orders', 'payments', 'email', 'sandbox'] as const
export type Program = (typeof PROGRAMS)[number]

/** Where each program's code begins, from the root of the repository. */
export const ENTRIES: Record<Program, string> = {
  orders: 'services/orders/src/main.ts',
  payments: 'services/payments/src/main.ts',
  email: 'services/email/src/main.ts',
  sandbox: 'packages/stripe-sandbox/src/main.ts',
}

export interface Keys {
  /** For people and shops: may do everything. */
  api_key: string
  /** What the services send to each other. */
  service_key: string
}

interface Wired {
  ports: Record<Program, number>
  database_urls: Record<Program, string>
  keys: Keys
  /** Passed on; what wires the four together goes before it. */
  env: NodeJS.ProcessEnv
}

export const addressOf = (port: number): string => `http://127.0.0.1:${port}`

/** The environment of each program, so that the four find each other on loopback. */
export function wirePrograms({ ports, database_urls, keys, env }: Wired): Record<Program, NodeJS.ProcessEnv> {
  const { sandbox, payments, email, orders } = ports
  const own = (program: Program): NodeJS.ProcessEnv => ({
    ...env,
    PORT: String(ports[program]),
    HOST: '127.0.0.1',
    DATABASE_URL: database_urls[program],
    API_KEY: keys.api_key,
    SERVICE_KEY: keys.service_key,
  })
  return {
    orders: { ...own('orders'), PAYMENTS_URL: addressOf(payments), EMAIL_URL: addressOf(email) },
    payments: {
      ...own('payments'),
      ...gatewayOf(env, sandbox),
      STRIPE_WEBHOOK_SECRET: webhookSecretOf(env, keys),
      RETURN_URL: env.RETURN_URL ?? `${addressOf(sandbox)}/sandbox/returned`,
      ORDERS_URL: addressOf(orders),
    },
    email: own('email'),
    sandbox: {
      ...own('sandbox'),
      WEBHOOK_URL: `${addressOf(payments)}/webhooks/stripe`,
      WEBHOOK_SECRET: webhookSecretOf(env, keys),
      WEBHOOK_EVENTS,
    },
  }
}

/** What payments wants to be told: that an intent was made, or what became of its charge, is said by these too. */
const WEBHOOK_EVENTS = [
  'payment_intent.amount_capturable_updated',
  'payment_intent.canceled',
  'payment_intent.payment_failed',
  'payment_intent.requires_action',
  'payment_intent.succeeded',
  'refund.created',
  'refund.failed',
  'refund.updated',
  'charge.dispute.closed',
  'charge.dispute.created',
  'charge.dispute.funds_reinstated',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.updated',
  'payout.paid',
].join(',')

/** Of the service key, so that nothing more has to be kept, and every start has the same. */
function webhookSecretOf({ STRIPE_WEBHOOK_SECRET }: NodeJS.ProcessEnv, { service_key }: Keys): string {
  return STRIPE_WEBHOOK_SECRET ?? `whsec_${hash('sha256', `webhooks of ${service_key}`)}`
}

/** The card sandbox, unless a key of the real gateway is given. */
function gatewayOf({ STRIPE_API_BASE, STRIPE_SECRET_KEY }: NodeJS.ProcessEnv, sandbox_port: number) {
  if (STRIPE_SECRET_KEY) return { STRIPE_SECRET_KEY, ...(STRIPE_API_BASE ? { STRIPE_API_BASE } : {}) }
  return { STRIPE_SECRET_KEY: 'sk_test_tradewind', STRIPE_API_BASE: STRIPE_API_BASE ?? addressOf(sandbox_port) }
}
