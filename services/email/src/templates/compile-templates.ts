import { fork } from 'node:child_process'
import { once } from 'node:events'

export interface MjmlSource {
  name: string
  mjml: string
}

/** `html`, or what the compiler said against it. */
export type MjmlResult = { name: string; html: string } | { name: string; faults: string[] }

/** With a busy machine's slowness in mind; alone it takes half a second. */
const LIMIT_MS = 60_000

/**
 * Compiles MJML in a process of its own that then ends: the compiler takes 145 MB, the service 60.
 * @throws when that process dies or takes longer than a minute
 */
export async function compileTemplates(sources: MjmlSource[]): Promise<MjmlResult[]> {
  const path = new URL('./compile-process.ts', import.meta.url)
  const child = fork(path, { timeout: LIMIT_MS, execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`the template compiler ended with ${signal ?? code}`)
  })
  const answered = once(child, 'message').then(([results]) => results as MjmlResult[])
  child.send(sources)
  try {
    return await Promise.race([answered, ended])
  } finally {
    ended.catch(() => undefined)
    child.kill()
  }
}
