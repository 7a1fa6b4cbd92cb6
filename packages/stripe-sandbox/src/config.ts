import { httpUrl, readConfig, secret } from '@tradewind/service/config.ts'
import { StartError } from '@tradewind/service/start-error.ts'
import { type Static, Type } from 'typebox'
import type { SettingsEndpoint } from './use-cases/keep-settings-endpoint.ts'

const Settings = Type.Object({
  PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 8083 }),
  HOST: Type.String({ default: '127.0.0.1' }),
  DATABASE_URL: Type.String({ pattern: '^sqlite:.', default: 'sqlite:stripe-sandbox.db' }),
  LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], { default: 'info' }),
  PUBLIC_URL: Type.Optional(httpUrl),
  TIMEOUT_HOLD_MS: Type.Integer({ minimum: 0, maximum: 600_000, default: 60_000 }),
  SETTLE_MS: Type.Integer({ minimum: 0, maximum: 86_400_000, default: 2000 }),
  PAYOUT_INTERVAL_S: Type.Optional(Type.Integer({ minimum: 1, maximum: 31_536_000 })),
  RETRY_SCALE: Type.Number({ exclusiveMinimum: 0, default: 1 }),
  WEBHOOK_URL: Type.Optional(httpUrl),
  WEBHOOK_SECRET: Type.Optional(secret),
  WEBHOOK_EVENTS: Type.String({ default: '*' }),
})

type Config = Static<typeof Settings>

/** @throws StartError with every fault of the environment */
export function readSettings(env: NodeJS.ProcessEnv): Config {
  const config = readConfig(Settings, env)
  if (config.WEBHOOK_URL === undefined || config.WEBHOOK_SECRET !== undefined) return config
  throw new StartError('settings refused', ['WEBHOOK_SECRET: is missing, and WEBHOOK_URL is set'])
}

export function toSettingsEndpoint({
  WEBHOOK_URL,
  WEBHOOK_SECRET,
  WEBHOOK_EVENTS,
}: Config): SettingsEndpoint | undefined {
  if (WEBHOOK_URL === undefined || WEBHOOK_SECRET === undefined) return undefined
  const enabled_events = WEBHOOK_EVENTS.split(',').map((name) => name.trim())
  return { url: WEBHOOK_URL, secret: WEBHOOK_SECRET, enabled_events }
}
