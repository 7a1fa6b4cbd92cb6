import { type ChildProcess, spawn } from 'node:child_process'
import { keepOutput, type Output } from './kept-output.ts'
import type { ProcessEnd } from './process-end.ts'
import { readReadyPort } from './ready-port.ts'

interface ProcessOptions {
  name: string
  /** Path of its first file. */
  entry: string
  env: Record<string, string>
}

/** A real process of a test; `pid`, `exited` and `output` are of its present life. */
export interface TestProcess {
  readonly name: string
  readonly port: number
  readonly pid: number
  readonly exited: Promise<ProcessEnd>
  /** What it wrote, its last 64 KiB. */
  output(): string
  /** SIGKILL unless told; answers its end. */
  kill(signal?: NodeJS.Signals): Promise<ProcessEnd>
  /** Ends it if it still runs and starts it on the same port; `env` goes over the first environment, this time. */
  restart(env?: Record<string, string>): Promise<void>
}

interface Life {
  child: ChildProcess
  output: Output
  exited: Promise<ProcessEnd>
}

const living = new Set<ChildProcess>()

/**
 * Starts a program that says `{ ready: true, port }` when it listens (PORT=0 unless given), and waits for that.
 * @throws with the process's output when it ends before, or is not ready in 30 s
 */
export async function startProcess({ name, entry, env }: ProcessOptions): Promise<TestProcess> {
  let life = begin(entry, { PORT: '0', ...env })
  const port = await readReadyPort({ name, ...life })
  return {
    name,
    port,
    get pid() {
      return life.child.pid ?? 0
    },
    get exited() {
      return life.exited
    },
    output: () => life.output.text(),
    async kill(signal = 'SIGKILL') {
      life.child.kill(signal)
      return life.exited
    },
    async restart(more = {}) {
      life.child.kill('SIGKILL')
      await life.exited
      life = begin(entry, { ...env, ...more, PORT: String(port) })
      await readReadyPort({ name, ...life })
    },
  }
}

/** With IPC: a child whose parent is gone ends by itself, however the parent went. */
function begin(entry: string, env: Record<string, string>): Life {
  const child = spawn(process.execPath, [entry], { env: withSystem(env), stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  living.add(child)
  const exited = new Promise<ProcessEnd>((resolve) => {
    child.once('exit', (code, signal) => {
      living.delete(child)
      resolve({ code, signal })
    })
  })
  return { child, output: keepOutput(child), exited }
}

/** Only what a program needs to run: no settings of the test runner's own reach it. */
function withSystem(env: Record<string, string>): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE } = process.env
  return { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE, ...env }
}

process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL')
})
