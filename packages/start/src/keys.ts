import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Keys } from './wiring.ts'

/**
 * The keys of the data folder, made once and kept in `keys.json`, so that a second start takes the same.
 * `API_KEY` or `API_KEY_FILE` of the environment goes before the kept one; so does `SERVICE_KEY`.
 */
export function readKeys(data: string, env: NodeJS.ProcessEnv): Keys {
  const kept = readKept(join(data, 'keys.json'))
  return {
    api_key: readGiven('API_KEY', env) ?? kept.api_key,
    service_key: readGiven('SERVICE_KEY', env) ?? kept.service_key,
  }
}

function readKept(path: string): Keys {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Keys
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return keep(path, { api_key: newKey(), service_key: newKey() })
  }
}

/** Whole or not at all: half a file would lock its owner out. */
function keep(path: string, keys: Keys): Keys {
  writeFileSync(`${path}.new`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
  return keys
}

function readGiven(name: 'API_KEY' | 'SERVICE_KEY', env: NodeJS.ProcessEnv): string | undefined {
  const path = env[`${name}_FILE`]
  return env[name] || (path ? readFileSync(path, 'utf8').trim() : undefined)
}

const newKey = (): string => `sk_${randomBytes(24).toString('base64url')}`
