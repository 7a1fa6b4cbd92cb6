/** What went wrong, in the caller's terms; `problem.ts` maps each kind to one HTTP status. */
export type ErrorKind =
  | 'invalid'
  | 'not_found'
  | 'conflict'
  | 'precondition'
  | 'declined'
  | 'unauthorized'
  | 'forbidden'
  | 'rate_limited'
  | 'unavailable'

/** One fault of an input: `pointer` is a JSON pointer into the body, or `/query/…`, `/headers/…`, `/path/…`. */
export interface Fault {
  pointer: string
  code: string
  detail: string
}

interface AppErrorOptions {
  faults?: Fault[]
  /** Further members of the problem document, such as `order_id`. */
  extra?: Record<string, unknown>
  retry_after_s?: number
  cause?: unknown
}

/** The one error class that is thrown on purpose. `code` is stable: clients branch on it. */
export class AppError extends Error {
  readonly kind: ErrorKind
  readonly code: string
  readonly faults: Fault[]
  readonly extra: Record<string, unknown>
  readonly retry_after_s: number | undefined

  constructor(kind: ErrorKind, code: string, detail: string, options: AppErrorOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.kind = kind
    this.code = code
    this.faults = options.faults ?? []
    this.extra = options.extra ?? {}
    this.retry_after_s = options.retry_after_s
  }
}

/** A dependency does not answer; the caller may try again with the same key. */
export function unavailable(code: string, detail: string, cause?: unknown): AppError {
  return new AppError('unavailable', code, detail, { retry_after_s: 1, cause })
}
