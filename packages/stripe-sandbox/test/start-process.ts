import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const START_LIMIT_MS = 10_000

export interface SandboxProcess {
  child: ChildProcess
  port: number
  url: string
  /** Resolves with the exit code, or the signal that ended it. */
  ended: Promise<number | string>
}

/** Runs the real program on `database_path`; resolves when it says that it is ready. */
export async function startProcess(database_path: string, env: Record<string, string> = {}): Promise<SandboxProcess> {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, PORT: '0', DATABASE_URL: `sqlite:${database_path}`, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string)
  const [message] = await once(child, 'message', { signal: AbortSignal.timeout(START_LIMIT_MS) })
  const { port } = message as { ready: true; port: number }
  return { child, port, url: `http://127.0.0.1:${port}`, ended }
}
