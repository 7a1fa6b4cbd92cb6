import { readFileSync } from 'node:fs'
import { Ajv, type ErrorObject } from 'ajv'
import { type Static, type TObject, Type } from 'typebox'
import { StartError } from './start-error.ts'

/** A URL that says which store to use: `sqlite:path`, `mysql://…` or `mongodb://…`. */
const databaseUrl = (schemes: string) => Type.String({ pattern: `^(${schemes}).` })

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
  faults.push(...findFaults(schema, values, faults))
  if (faults.length > 0) throw new ConfigError(faults)
  return values as Static<Schema>
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

/** Turns the texts into what the schema says, in place; one fault a setting, none for those that could not be read. */
function findFaults(schema: TObject, values: Record<string, unknown>, unread: string[]): string[] {
  const validate = new Ajv({ allErrors: true, coerceTypes: true, useDefaults: true }).compile(schema)
  if (validate(values)) return []
  const faults = new Map<string, string>()
  for (const error of validate.errors ?? []) {
    const name = error.params.missingProperty ?? error.instancePath.slice(1)
    if (unread.some((fault) => fault.startsWith(`${name}:`)) || faults.has(name)) continue
    faults.set(name, `${name}: ${explain(error)}`)
  }
  return [...faults.values()]
}

function explain({ keyword, message, params }: ErrorObject): string {
  if (keyword === 'required') return 'is missing'
  if (keyword === 'enum') return `must be one of ${params.allowedValues.join(', ')}`
  return message ?? 'is malformed'
}
