import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { readMemory_mb } from '../machine/process-usage.ts'
import { runStart } from './run-start.ts'
import type { Memory, StartUp } from './start-up.ts'

const IDLE_AFTER_MS = 3_000

/** Starts the whole suite `times` on an empty folder, each time once more on what that left. */
export async function measureStart(times: number): Promise<StartUp> {
  const start_up: StartUp = { first_ms: [], second_ms: [], memory_mb: {} }
  for (let count = 0; count < times; count += 1) {
    const data = await mkdtemp(join(tmpdir(), 'tradewind-start-'))
    await runStart(data, async (_pid, ready_ms) => void start_up.first_ms.push(ready_ms))
    await runStart(data, async (pid, ready_ms) => {
      start_up.second_ms.push(ready_ms)
      if (count > 0) return
      await delay(IDLE_AFTER_MS)
      start_up.memory_mb = readServices(pid)
    })
    await rm(data, { recursive: true, force: true })
  }
  return start_up
}

/** By the children of `start`: each is named by the folder of its first file. */
function readServices(start_pid: number): Record<string, Memory> {
  const memory: Record<string, Memory> = {}
  for (const pid of childrenOf(start_pid)) {
    const name = /(?:services|packages)\/([a-z-]+)\/src\/main\.ts/.exec(
      readFileSync(`/proc/${pid}/cmdline`, 'utf8'),
    )?.[1]
    if (name) memory[name] = readMemory_mb(pid)
  }
  return memory
}

/** The kernel lists them by the thread that made them. */
function childrenOf(pid: number): number[] {
  const threads = readdirSync(`/proc/${pid}/task`)
  const lists = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'))
  return lists.flatMap((list) => list.split(' ').filter((text) => text !== '')).map(Number)
}
