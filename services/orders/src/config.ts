import { commonSettings, httpUrl, readConfig } from '@tradewind/service/config.ts'
import { type Static, Type } from 'typebox'

const Settings = Type.Object({
  ...commonSettings('sqlite:|mongodb://|mongodb\\+srv://'),
  PAYMENTS_URL: httpUrl,
  EMAIL_URL: httpUrl,
})

type Config = Static<typeof Settings>

/** @throws ConfigError with every fault of the environment */
export const readSettings = (env: NodeJS.ProcessEnv): Config => readConfig(Settings, env)

const DocumentsSettings = Type.Object({ DATABASE_URL: Type.String({ pattern: '^mongodb(\\+srv)?://.' }) })

/** What a command needs that copies documents. @throws ConfigError */
export const readDatabaseUrl = (env: NodeJS.ProcessEnv): string => readConfig(DocumentsSettings, env).DATABASE_URL
