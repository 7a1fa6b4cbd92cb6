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
    payments: { ...own('payments'), ...gatewayOf(env, sandbox), ORDERS_URL: addressOf(orders) },
    email: own('email'),
    sandbox: own('sandbox'),
  }
}

/** The card sandbox, unless a key of the real gateway is given. */
function gatewayOf({ STRIPE_API_BASE, STRIPE_SECRET_KEY }: NodeJS.ProcessEnv, sandbox_port: number) {
  if (STRIPE_SECRET_KEY) return { STRIPE_SECRET_KEY, ...(STRIPE_API_BASE ? { STRIPE_API_BASE } : {}) }
  return { STRIPE_SECRET_KEY: 'sk_test_tradewind', STRIPE_API_BASE: STRIPE_API_BASE ?? addressOf(sandbox_port) }
}
