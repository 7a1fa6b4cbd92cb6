/** What the driver is to do: the same request again and again, by `concurrency` clients that each wait for the answer. */
export interface Load {
  /** Unique in a run of the bench: the idempotency keys are made of it. */
  name: string
  port: number
  method: 'GET' | 'POST'
  /** Taken in turn. */
  paths: string[]
  headers: Record<string, string>
  body?: string
  concurrency: number
  duration_ms: number
  expect: Expected
}

/** What a right answer has. */
export interface Expected {
  status: number
  /** Text that the body holds. */
  text?: string
}

/** What came of a load. */
export interface LoadResult {
  answers: number
  /** Answers that were not the expected ones, and connections that broke. */
  failures: number
  /** The first of the failures. */
  failure?: string
  elapsed_ms: number
  p50_ms: number
  p99_ms: number
}
