import { ConfigError, commonSettings, readConfig } from '@tradewind/service/config.ts'
import { type Static, Type } from 'typebox'

const Settings = Type.Object({
  ...commonSettings('sqlite:|mysql://'),
  EMAIL_TRANSPORTS: Type.Optional(Type.Enum(['inbox', 'smtp'])),
  SMTP_URL: Type.Optional(
    Type.String({ pattern: '^smtps?://[^\\s?]+(\\?tls=(required|opportunistic|off))?$', description: 'smtp://…' }),
  ),
  MAIL_FROM: Type.String({
    pattern: '^([^<>"]+<[^\\s<>@]+@[^\\s<>@]+>|[^\\s<>@]+@[^\\s<>@]+)$',
    default: 'Tradewind <orders@tradewind.example>',
  }),
  TEMPLATES_DIR: Type.Optional(Type.String()),
})

export type Config = Static<typeof Settings>

/** @throws ConfigError with every fault */
export function readSettings(env: NodeJS.ProcessEnv): Config {
  const config = readConfig(Settings, env)
  if (config.EMAIL_TRANSPORTS === 'smtp' && !config.SMTP_URL) {
    throw new ConfigError(['SMTP_URL: is missing, and EMAIL_TRANSPORTS names smtp'])
  }
  return config
}

/** The server that mail goes to; undefined when it goes into our own inbox. */
export function smtpUrlOf({ EMAIL_TRANSPORTS, SMTP_URL }: Config): string | undefined {
  return EMAIL_TRANSPORTS === 'inbox' ? undefined : SMTP_URL
}
