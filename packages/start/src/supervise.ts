import type { ChildProcess } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'

interface Supervised {
  name: string
  /** Where its own words are, for who wants to know why it died. */
  log_path: string
  spawn: () => ChildProcess
  say: (line: string) => void
}

export interface Supervisor {
  /** Resolves when the program is ready for the first time. */
  ready: Promise<void>
  /** Asks it to end, and waits until it has; a program that will not is killed. */
  stop(): Promise<void>
  kill(): void
}

const RESTART_MS = 100
const LONGEST_BACKOFF_MS = 10_000
const STOP_LIMIT_MS = 15_000

/** Keeps one program running: a dead one is started again, more slowly only while it dies before it is ready. */
export function supervise({ name, log_path, spawn, say }: Supervised): Supervisor {
  const stopping = new AbortController()
  const { promise: ready, resolve: tellReady } = Promise.withResolvers<void>()
  let child: ChildProcess
  let early_deaths = 0

  async function runOnce(start: number): Promise<void> {
    child = spawn()
    const life = follow(child)
    if (await life.ready) {
      early_deaths = 0
      if (start > 1) say(`${name} is ready again (pid ${child.pid})`)
      tellReady()
    } else early_deaths += 1
    const end = await life.end
    if (stopping.signal.aborted) return
    const pause_ms = backoff_ms(early_deaths)
    const when = early_deaths > 0 ? ' before it was ready' : ''
    say(`${name} died (${end})${when}, starts again in ${pause_ms} ms; see ${log_path}`)
    await delay(pause_ms, undefined, { signal: stopping.signal }).catch(() => undefined)
  }

  async function run(): Promise<void> {
    for (let start = 1; !stopping.signal.aborted; start += 1) await runOnce(start)
  }

  const running = run()
  return {
    ready,
    async stop() {
      stopping.abort()
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS)
      await running
      clearTimeout(timer)
    },
    kill() {
      stopping.abort()
      child.kill('SIGKILL')
    },
  }
}

const backoff_ms = (early_deaths: number): number => Math.min(RESTART_MS * 2 ** early_deaths, LONGEST_BACKOFF_MS)

/** `ready`: whether it came to that before its end; `end`: how it ended, in words. */
function follow(child: ChildProcess): { ready: Promise<boolean>; end: Promise<string> } {
  const end = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit ${code}`))
    child.once('error', (error) => resolve(error.message))
  })
  const ready = new Promise<boolean>((resolve) => {
    child.on('message', (message) => isReady(message) && resolve(true))
    end.then(() => resolve(false))
  })
  return { ready, end }
}

const isReady = (message: unknown): boolean => typeof message === 'object' && message !== null && 'ready' in message
