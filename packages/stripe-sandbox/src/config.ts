export interface Config {
  port: number
  host: string
  database_path: string
  hold_ms: number
}

/** Reads the environment; throws one error that lists every fault. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const faults: string[] = []
  const config = {
    port: readInteger({ name: 'PORT', value: env.PORT, fallback: 8083, max: 65_535, faults }),
    host: env.HOST || '127.0.0.1',
    database_path: readDatabasePath(env.DATABASE_URL, faults),
    hold_ms: readInteger({
      name: 'TIMEOUT_HOLD_MS',
      value: env.TIMEOUT_HOLD_MS,
      fallback: 60_000,
      max: 600_000,
      faults,
    }),
  }
  if (faults.length > 0) throw new Error(`settings are not usable:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
  return config
}

interface IntegerSetting {
  name: string
  value: string | undefined
  fallback: number
  max: number
  faults: string[]
}

function readInteger({ name, value, fallback, max, faults }: IntegerSetting): number {
  if (!value) return fallback
  if (/^\d{1,9}$/.test(value) && Number(value) <= max) return Number(value)
  faults.push(`${name} must be a whole number from 0 to ${max}, not "${value}"`)
  return fallback
}

function readDatabasePath(url: string | undefined, faults: string[]): string {
  const path = /^sqlite:(.+)$/.exec(url || 'sqlite:stripe-sandbox.db')?.[1]
  if (!path) faults.push(`DATABASE_URL must be sqlite:<path>, not "${url}"`)
  return path ?? ''
}
