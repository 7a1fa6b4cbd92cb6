import type { ClientKey, Result } from '../deps.ts'

/** Who asks for something, under which key, and for how long it waits (milliseconds since 1970). */
export interface Asking {
  key: ClientKey
  deadline: number | undefined
}

/** What it came to; `replayed`: an earlier request with this key did it. */
export type Taken = Result & { replayed: boolean }
