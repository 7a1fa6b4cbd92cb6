import { destination, type Logger, pino } from 'pino'
import { currentContext } from './request-context.ts'

export type { Logger }

interface LoggerOptions {
  service: string
  level: string
}

const REDACTED = ['req.headers.authorization', 'headers.authorization', 'config.headers', 'api_key', 'client_secret']

/**
 * JSON lines on standard output, each with the `request_id` and `traceparent` it belongs to. Lines are written in
 * blocks and at least every second: a write for each would cost more than the rest of a small request.
 */
export function createLogger({ service, level }: LoggerOptions): Logger {
  const lines = destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: 1000 })
  return pino(
    {
      level,
      base: { service, pid: process.pid },
      redact: { paths: REDACTED, remove: true },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      mixin: () => logContext(),
    },
    lines,
  )
}

function logContext(): object {
  const context = currentContext()
  return context ? { request_id: context.request_id, traceparent: context.traceparent } : {}
}
