import { type ChildProcess, spawn } from 'node:child_process'

interface Spawned {
  /** Path of its first file. */
  entry: string
  env: NodeJS.ProcessEnv
  /** File descriptor for its output. */
  log: number
  node_options?: string[]
}

/**
 * A Node process that tells us when it is ready, and ends by itself when we are gone (its IPC channel closes). It has a
 * process group of its own: Ctrl-C in the terminal reaches us alone, and we stop the programs in order.
 */
export function spawnProgram({ entry, env, log, node_options = [] }: Spawned): ChildProcess {
  return spawn(process.execPath, [...node_options, entry], {
    env,
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
  })
}
