import { createHash } from 'node:crypto'

/** Who calls, and what they may do. */
export interface Client {
  /** Idempotency keys are kept apart by it. */
  id: string
  scopes: ReadonlySet<string>
}

/** Finds the client whose key has this SHA-256 (hex). */
export type FindClient = (key_hash: string) => Client | undefined | Promise<Client | undefined>

export const hashKey = (key: string): string => createHash('sha256').update(key).digest('hex')

/** A setting may hold several keys, one after a space: all are accepted, the first is sent. So a key can be changed while all runs. */
const listKeys = (keys: string): string[] => keys.split(/\s+/).filter(Boolean)

export const firstKey = (keys: string): string => listKeys(keys)[0] ?? ''

/** The keys given by settings; only their hashes stay in memory. `admin` may do everything. */
export function createSettingsKeys(keys: { client_id: string; key: string; scopes: string[] }[]): FindClient {
  const clients = new Map(
    keys.flatMap(({ client_id, key, scopes }) => {
      const client = { id: client_id, scopes: new Set(scopes) }
      return listKeys(key).map((each) => [hashKey(each), client] as const)
    }),
  )
  return (key_hash) => clients.get(key_hash)
}

export const mayUse = (client: Client, scope: string): boolean => client.scopes.has(scope) || client.scopes.has('admin')
