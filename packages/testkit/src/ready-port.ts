import type { ChildProcess } from 'node:child_process'
import type { Output } from './kept-output.ts'
import type { ProcessEnd } from './process-end.ts'

interface Awaited {
  name: string
  child: ChildProcess
  output: Output
  exited: Promise<ProcessEnd>
}

const READY_LIMIT_MS = 30_000

/** The port that a process says it listens on. @throws with its output when it does not come to that */
export async function readReadyPort({ name, child, output, exited }: Awaited): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const fail = (what: string) => reject(new Error(`${name} ${what}; it wrote:\n${output.text()}`))
  const timer = setTimeout(() => {
    fail(`was not ready in ${READY_LIMIT_MS} ms`)
    child.kill('SIGKILL')
  }, READY_LIMIT_MS)
  child.on('message', (message) => {
    if (isReady(message)) resolve(message.port)
  })
  child.once('error', (error) => fail(`did not start (${error.message})`))
  exited.then(({ code, signal }) => fail(`ended (${signal ?? `exit ${code}`}) before it was ready`))
  return promise.finally(() => clearTimeout(timer))
}

const isReady = (message: unknown): message is { ready: true; port: number } =>
  typeof message === 'object' && message !== null && 'ready' in message && 'port' in message
