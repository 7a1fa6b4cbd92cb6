import { commonSettings, httpUrl, readConfig, secret } from '@tradewind/service/config.ts'
import { type Static, Type } from 'typebox'

const common = commonSettings('sqlite:|mysql://')

const own = {
  RECONCILE_SETTLE_S: Type.Number({ minimum: 0, default: 60, description: 'younger and on one side only is no break' }),
  ORDERS_URL: Type.Optional(httpUrl),
  RETURN_URL: Type.Optional(httpUrl),
  RESTORED_AT: Type.Optional(
    Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT.*Z$', description: 'when a backup was put back' }),
  ),
  STRIPE_WEBHOOK_SECRET: Type.Optional(
    Type.String({ minLength: 8, description: 'several, while one is replaced: a,b' }),
  ),
}

const StripeSettings = Type.Object({
  ...common,
  ...own,
  STRIPE_SECRET_KEY: secret,
  STRIPE_API_BASE: Type.Union([httpUrl], { default: 'https://api.stripe.com' }),
})

/** Without a key of the real Stripe, a charge must not go there by default: the sandbox has to be named. */
const SandboxSettings = Type.Object({
  ...common,
  ...own,
  STRIPE_SECRET_KEY: Type.String({ default: 'sk_test_sandbox' }),
  STRIPE_API_BASE: httpUrl,
})

type Config = Static<typeof StripeSettings>

const DatabaseSettings = Type.Object({ DATABASE_URL: common.DATABASE_URL })

/** What a command needs that asks nobody but the database. @throws ConfigError */
export const readDatabaseUrl = (env: NodeJS.ProcessEnv): string => readConfig(DatabaseSettings, env).DATABASE_URL

const RECONCILING = [
  'DATABASE_URL',
  'RETRY_SCALE',
  'RECONCILE_SETTLE_S',
  'STRIPE_SECRET_KEY',
  'STRIPE_API_BASE',
] as const

/** What a command needs that asks the gateway too. @throws ConfigError */
export const readGatewaySettings = (env: NodeJS.ProcessEnv) => readConfig(Type.Pick(schemaFor(env), RECONCILING), env)

/** @throws ConfigError with every fault of the environment */
export const readSettings = (env: NodeJS.ProcessEnv): Config => readConfig(schemaFor(env), env)

const schemaFor = (env: NodeJS.ProcessEnv) =>
  env.STRIPE_SECRET_KEY || env.STRIPE_SECRET_KEY_FILE ? StripeSettings : SandboxSettings
