import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { findFreePorts } from '@tradewind/testkit/free-ports.ts'

const START = join(import.meta.dirname, '../../../start/src/main.ts')
const SERVICES = 3
const READY_LIMIT_MS = 30_000
const STOP_LIMIT_MS = 20_000
const PAUSE_MS = 20

interface Started {
  child: ChildProcess
  /** What it said, resolved when it has ended. */
  ended: Promise<string>
}

const running = new Set<ChildProcess>()

/** Runs `start` on the folder, as it is; `look` sees it when all three services are ready, then it is stopped. */
export async function runStart(data: string, look: (pid: number, ready_ms: number) => Promise<void>): Promise<void> {
  const [port = 0] = await findFreePorts(1)
  const started_at = performance.now()
  const started = begin(['--port', String(port), '--data', data])
  try {
    await Promise.race([awaitReady(port, started_at), started.ended.then(throwEnded)])
    await look(started.child.pid ?? 0, performance.now() - started_at)
  } finally {
    await stop(started)
  }
}

function begin(argv: string[]): Started {
  const child = spawn(process.execPath, [START, ...argv], { stdio: ['ignore', 'ignore', 'pipe'] })
  running.add(child)
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const ended = new Promise<string>((resolve) => {
    child.once('exit', () => {
      running.delete(child)
      resolve(said)
    })
  })
  return { child, ended }
}

function throwEnded(said: string): never {
  throw new Error(`start ended before it was ready: ${said}`)
}

/** One after the other, and seldom: asking takes from the cores what starting needs. */
async function awaitReady(port: number, started_at: number): Promise<void> {
  for (let offset = 0; offset < SERVICES; offset += 1) {
    while (!(await isReady(`http://127.0.0.1:${port + offset}/readyz`))) {
      if (performance.now() - started_at > READY_LIMIT_MS)
        throw new Error(`start was not ready in ${READY_LIMIT_MS} ms`)
      await delay(PAUSE_MS)
    }
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(READY_LIMIT_MS) })
    await answer.text()
    return answer.ok
  } catch {
    return false
  }
}

async function stop({ child, ended }: Started): Promise<void> {
  child.kill('SIGINT')
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS)
  await ended
  clearTimeout(timer)
}

process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
