import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** What the command line asks for. */
export type Asked =
  | { kind: 'start'; port: number; data: string }
  | { kind: 'help' }
  | { kind: 'refused'; reason: string }

/** Four ports from the base on are ours. */
const HIGHEST_BASE = 65_535 - 3

export const USAGE = `usage: pnpm start [--port PORT] [--data FOLDER]

  --port PORT    orders listens here, payments, email and the card sandbox on the three ports after it (8080)
  --data FOLDER  databases, keys and logs (.data, or DATA_DIR)
  --help         this text

API_KEY presets the key; any other setting in the environment is passed on to the services.
`

/** Reads the arguments after the script's name. `data` is made absolute. */
export function readArguments(argv: string[], env: NodeJS.ProcessEnv): Asked {
  try {
    // pnpm start -- --port 9000: the separator comes through.
    const args = argv[0] === '--' ? argv.slice(1) : argv
    const { values } = parseArgs({
      args,
      options: { port: { type: 'string' }, data: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    })
    return values.help ? { kind: 'help' } : readValues(values.port ?? '8080', values.data || env.DATA_DIR || '.data')
  } catch (error) {
    return { kind: 'refused', reason: (error as Error).message }
  }
}

function readValues(port: string, data: string): Asked {
  const base = /^\d{1,5}$/.test(port) ? Number(port) : 0
  if (base >= 1 && base <= HIGHEST_BASE) return { kind: 'start', port: base, data: resolve(data) }
  return { kind: 'refused', reason: `--port must be a whole number from 1 to ${HIGHEST_BASE}, not "${port}"` }
}
