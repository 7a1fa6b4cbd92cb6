import { commonSettings, httpUrl, readConfig } from '@tradewind/service/config.ts'
import { type Static, Type } from 'typebox'

const Settings = Type.Object({
  ...commonSettings('sqlite:|mongodb://|mongodb\\+srv://'),
  PAYMENTS_URL: httpUrl,
  EMAIL_URL: httpUrl,
  PAYMENT_EXPIRY_S: Type.Integer({ minimum: 1, default: 86_400, description: 'how long an order may stay unpaid' }),
  CLAIM_S: Type.Number({ exclusiveMinimum: 0, default: 900, description: 'how long a picker may keep an order' }),
  EVENTS_RETENTION_DAYS: Type.Number({ minimum: 1, default: 90, description: 'how long the feed keeps events' }),
})

type Config = Static<typeof Settings>

/** @throws ConfigError with every fault of the environment */
export const readSettings = (env: NodeJS.ProcessEnv): Config => readConfig(Settings, env)

const DocumentsSettings = Type.Object({ DATABASE_URL: Type.String({ pattern: '^mongodb(\\+srv)?://.' }) })

/** What a command needs that copies documents. @throws ConfigError */
export const readDatabaseUrl = (env: NodeJS.ProcessEnv): string => readConfig(DocumentsSettings, env).DATABASE_URL
