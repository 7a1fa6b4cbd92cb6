import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'

/** What follows a request through every log line and outgoing call. */
export interface RequestContext {
  request_id: string
  /** W3C Trace Context, this service's own span. */
  traceparent: string
  /** When the caller stops waiting, milliseconds since 1970. */
  deadline?: number
}

const storage = new AsyncLocalStorage<RequestContext>()

const REQUEST_ID = /^[\w.:/+=@-]{1,128}$/
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})$/

export const currentContext = (): RequestContext | undefined => storage.getStore()

/** Runs `work`, and all it awaits, within `context`. */
export const runInContext = <T>(context: RequestContext, work: () => T): T => storage.run(context, work)

/** The context of an incoming request: its id and trace go on where they are well-formed, else new ones begin. */
export function readContext(headers: Record<string, string | string[] | undefined>, now_ms: number): RequestContext {
  const given = headers['x-request-id']
  const trace = TRACEPARENT.exec(String(headers.traceparent ?? ''))
  const context: RequestContext = {
    request_id: typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID(),
    traceparent: toTraceparent(trace?.[1], trace?.[2]),
  }
  const remaining_ms = Number(headers['x-deadline-ms'] ?? Number.NaN)
  if (remaining_ms >= 0) context.deadline = now_ms + remaining_ms
  return context
}

/** The context of work that no request began. */
export function newContext(): RequestContext {
  return { request_id: randomUUID(), traceparent: toTraceparent() }
}

function toTraceparent(trace_id = randomHex(), flags = '01'): string {
  return `00-${trace_id}-${randomHex().slice(16)}-${flags}`
}

/** 32 digits. Node keeps random bytes in store for UUIDs, and asks the system anew for every other kind. */
const randomHex = () => randomUUID().replaceAll('-', '')
