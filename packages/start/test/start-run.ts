import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MAIN = join(import.meta.dirname, '../src/main.ts')

export interface StartRun {
  child: ChildProcess
  output(): string
  exited: Promise<number | null>
}

export const newData = (): string => join(mkdtempSync(join(tmpdir(), 'start-')), 'data')

/** Runs `start` itself, as a process of its own. */
export function runStart(args: string[], env: Record<string, string> = {}): StartRun {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
  }
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  return { child, output: () => text, exited }
}

/** Pids of the processes that `pid` started. */
export async function childrenOf(pid: number): Promise<number[]> {
  const { stdout } = spawn('ps', ['-o', 'pid=', '--ppid', String(pid)], { stdio: ['ignore', 'pipe', 'ignore'] })
  let text = ''
  for await (const chunk of stdout) text += chunk
  return text.split(/\s+/).filter(Boolean).map(Number)
}
