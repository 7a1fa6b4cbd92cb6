import { readFileSync } from 'node:fs'
import { type Static, type TObject, Type } from 'typebox'
import { Value } from 'typebox/value'
import { StartError } from './start-error.ts'

/** A URL that says which store to use: `sqlite:path`, `mysql://…` or `mongodb://…`. */
const databaseUrl = (schemes: string) => Type.String({ pattern: `^(${schemes})`, description: schemes })

export const secret = Type.String({ minLength: 8 })
export const httpUrl = Type.String({ pattern: '^https?://' })

/** The settings that every service has (design: The small print). */
export const commonSettings = (schemes: string) => ({
  PORT: Type.Integer({ minimum: 0, maximum: 65535, default: 3000 }),
  HOST: Type.String({ default: '127.0.0.1' }),
  DATABASE_URL: databaseUrl(schemes),
  API_KEY: secret,
  SERVICE_KEY: secret,
  LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], { default: 'info' }),
  TRUST_PROXY: Type.String({ default: '', description: 'subnet of the proxy whose X-Forwarded-For is believed' }),
  PUBLIC_URL: Type.Optional(httpUrl),
  OTEL_EXPORTER_OTLP_ENDPOINT: Type.Optional(httpUrl),
  RETRY_SCALE: Type.Number({ exclusiveMinimum: 0, default: 1, description: 'multiplies every back-off' }),
  DRAIN_S: Type.Number({ minimum: 0, default: 11, description: 'time for a proxy to let go of its connections' }),
})

/** Every fault of the environment at once. */
export class ConfigError extends StartError {
  constructor(faults: string[]) {
    super('settings refused', faults)
    this.name = 'ConfigError'
  }
}

/**
 * Reads the settings that `schema` names from `env`, each also from the file that `<NAME>_FILE` names.
 * @throws ConfigError with every missing or malformed value
 */
export function readConfig<Schema extends TObject>(schema: Schema, env: NodeJS.ProcessEnv): Static<Schema> {
  const faults: string[] = []
  const values: Record<string, unknown> = {}
  for (const name of Object.keys(schema.properties)) {
    const text = readText(name, env, faults)
    if (text !== undefined && text !== '') values[name] = text
  }
  const config = Value.Default(schema, Value.Convert(schema, values))
  const unread = new Set(faults.map((fault) => fault.split(':')[0]))
  faults.push(...readFaults(schema, config, values).filter((fault) => !unread.has(fault.split(':')[0])))
  if (faults.length > 0) throw new ConfigError(faults)
  return config as Static<Schema>
}

function readText(name: string, env: NodeJS.ProcessEnv, faults: string[]): string | undefined {
  const path = env[`${name}_FILE`]
  if (env[name] !== undefined || path === undefined) return env[name]
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    faults.push(`${name}: cannot read ${name}_FILE (${(error as NodeJS.ErrnoException).code})`)
    return undefined
  }
}

function readFaults(schema: TObject, config: unknown, given: Record<string, unknown>): string[] {
  const messages = new Map<string, string>()
  for (const [name, property] of Object.entries(schema.properties)) {
    const value = (config as Record<string, unknown>)[name]
    if (value === undefined) {
      if (schema.required?.includes(name)) messages.set(name, 'is missing')
      continue
    }
    const [error] = Value.Errors(property, value)
    if (error) messages.set(name, name in given ? error.message : `default is wrong: ${error.message}`)
  }
  return [...messages].map(([name, message]) => `${name}: ${message}`)
}
