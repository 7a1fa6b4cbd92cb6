import { type AddressInfo, Server } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Health } from './health-routes.ts'
import type { Logger } from './logger.ts'
import { releaseStartMemory } from './release-start-memory.ts'

interface Served {
  app: FastifyInstance
  log: Logger
  health: Health
  host: string
  port: number
  /** Time for a proxy to let go of its idle connections, ms. */
  drain_ms: number
  /** Finishes or hands over what runs in the background; called after the last request. */
  stopWork: () => Promise<void>
  /** Closes databases and connections; called last. */
  close: () => Promise<void>
}

const CLOSE_LIMIT_MS = 10_000

/** Listens, tells its parent process the port, and stops in order on SIGTERM, SIGINT or when that parent is gone. */
export async function serve(served: Served): Promise<void> {
  const { app, log, host, port } = served
  await app.listen({ host, port })
  const address = app.server.address() as AddressInfo
  log.info({ port: address.port }, 'ready')
  const stop = once((reason: string) => stopInOrder(served, reason))
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop)
  process.on('disconnect', () => stop('parent is gone'))
  // It may have gone while we were starting.
  if (process.connected === false) stop('parent is gone')
  process.on('unhandledRejection', (error) => crash(log, error))
  process.on('uncaughtException', (error) => crash(log, error))
  process.send?.({ ready: true, port: address.port })
  releaseStartMemory()
}

function once<Argument>(work: (argument: Argument) => Promise<void>): (argument: Argument) => void {
  let done = false
  return (argument) => {
    if (!done) void work(argument)
    done = true
  }
}

/**
 * Stop listening first and close later: closing at once cuts requests that a proxy has under way on connections it
 * keeps (docs/decisions/005). Connections live on, told to close, until the proxy has let go of them.
 */
async function stopInOrder({ app, log, health, drain_ms, stopWork, close }: Served, reason: string): Promise<void> {
  log.info({ reason }, 'stopping')
  health.drain()
  Server.prototype.close.call(app.server)
  if (drain_ms > 0) await waitForConnections(app, drain_ms)
  await within(CLOSE_LIMIT_MS, app.close())
  await within(CLOSE_LIMIT_MS, stopWork())
  await within(CLOSE_LIMIT_MS, close())
  log.info('stopped')
  log.flush(() => process.exit(0))
}

/** Until nobody is connected, at most `drain_ms`. */
async function waitForConnections(app: FastifyInstance, drain_ms: number): Promise<void> {
  const deadline = performance.now() + drain_ms
  while (performance.now() < deadline && (await countConnections(app)) > 0) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function countConnections(app: FastifyInstance): Promise<number> {
  return new Promise((resolve) => app.server.getConnections((_error, count) => resolve(count ?? 0)))
}

async function within(limit_ms: number, work: Promise<unknown>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, limit_ms)
  await Promise.race([work.catch(() => undefined), late])
  clearTimeout(timer)
}

/** A fault nobody expected: say it and go; what was committed is safe, and the supervisor starts a new process. */
function crash(log: Logger, error: unknown): void {
  log.fatal({ err: error }, 'unexpected fault')
  log.flush(() => process.exit(1))
}
