import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findFreePorts } from '@tradewind/testkit/free-ports.ts'

/** The real docker-compose.yml, as a project of this test's own. */
export interface Stack {
  /** Of the public listener. */
  url: string
  api_key: string
  /** `docker compose …` of this project; answers what it printed. */
  compose(...args: string[]): Promise<string>
  /** `docker …`. */
  docker(...args: string[]): Promise<string>
  /** infra/rollout; `env` over the project's own. @throws with its words when it gives up */
  rollout(service: string, env?: Record<string, string>): Promise<void>
  /** Ids of the running replicas. */
  replicas(service: string): Promise<string[]>
  down(): Promise<void>
}

export const ROOT = join(import.meta.dirname, '../../..')
const COMMAND_LIMIT_MS = 300_000
const run = promisify(execFile)

/** Builds the images, starts all of it and waits until all are healthy. */
export async function startStack(): Promise<Stack> {
  await removeLeftovers()
  const [port = 0] = await findFreePorts(1)
  const env = { ...process.env, ...projectSettings(port) }
  const command = async (program: string, args: string[], more: Record<string, string> = {}) => {
    const options = { cwd: ROOT, env: { ...env, ...more }, timeout: COMMAND_LIMIT_MS, maxBuffer: 64 * 1024 * 1024 }
    return (await run(program, args, options)).stdout.trim()
  }
  const compose: Stack['compose'] = (...args) => command('docker', ['compose', ...args])
  const down = async () => void (await compose('down', '--volumes', '--timeout', '2'))
  const stack = {
    url: `http://127.0.0.1:${port}`,
    compose,
    docker: (...args: string[]) => command('docker', args),
    rollout: async (service: string, more?: Record<string, string>) => {
      await command(join(ROOT, 'infra/rollout'), [service], more)
    },
    replicas: async (service: string) => (await compose('ps', '--quiet', service)).split('\n').filter(Boolean),
    down,
  }
  try {
    await compose('up', '--detach', '--build', '--wait', '--wait-timeout', '120')
    return { ...stack, api_key: await compose('run', '--rm', 'init', 'show-key') }
  } catch (error) {
    await down()
    throw error
  }
}

const PROJECT = 'tradewind-e2e-'

/** As it ships, but for what two projects of one machine cannot share. */
function projectSettings(port: number): Record<string, string> {
  return {
    COMPOSE_PROJECT_NAME: `${PROJECT}${process.pid}`,
    TRADEWIND_TAG: 'e2e',
    HTTP_PORT: `127.0.0.1:${port}`,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    APP_SUBNET: `10.213.${100 + (process.pid % 100)}.0/24`,
  }
}

/** Takes down the projects of runs that were killed before they could. */
async function removeLeftovers(): Promise<void> {
  const { stdout } = await run('docker', ['compose', 'ls', '--all', '--quiet'], { timeout: COMMAND_LIMIT_MS })
  const dead = stdout.split('\n').filter((name) => name.startsWith(PROJECT) && !isAlive(name.slice(PROJECT.length)))
  for (const name of dead) {
    await run('docker', ['compose', '-p', name, 'down', '--volumes', '--timeout', '2'], { timeout: COMMAND_LIMIT_MS })
  }
}

function isAlive(pid: string): boolean {
  try {
    return process.kill(Number(pid), 0)
  } catch {
    return false
  }
}
