import { spawnSync } from 'node:child_process'
import { findFreePorts } from '@tradewind/testkit/free-ports.ts'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    compose: { project: string; port: number }
  }
}

const PROJECT = 'tradewind-e2e-'

/** Around a run: one name for the project that its test files share, and its end. */
export async function setup({ provide }: TestProject): Promise<() => void> {
  const project = `${PROJECT}${process.pid}`
  const [port = 0] = await findFreePorts(1)
  provide('compose', { project, port })
  const dead = listProjects().filter((name) => name.startsWith(PROJECT) && !isAlive(name.slice(PROJECT.length)))
  dead.forEach(takeDown)
  return () =>
    listProjects()
      .filter((name) => name === project)
      .forEach(takeDown)
}

/** None where no engine answers. */
const listProjects = (): string[] => docker('compose', 'ls', '--all', '--quiet').split('\n')

function takeDown(project: string): void {
  docker('compose', '--project-name', project, 'down', '--volumes', '--timeout', '2')
}

function docker(...args: string[]): string {
  return spawnSync('docker', args, { timeout: 120_000, encoding: 'utf8' }).stdout ?? ''
}

function isAlive(pid: string): boolean {
  try {
    return process.kill(Number(pid), 0)
  } catch {
    return false
  }
}
