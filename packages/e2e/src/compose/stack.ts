import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inject } from 'vitest'

/** The real docker-compose.yml, as a project of this run's own. */
export interface Stack {
  /** Its name, which begins those of its volumes. */
  project: string
  /** Of the public listener. */
  url: string
  api_key: string
  /** `docker compose …` of this project; answers what it printed. */
  compose(...args: string[]): Promise<string>
  /** `docker …`. */
  docker(...args: string[]): Promise<string>
  /** A program of infra/. @throws with its words when it fails */
  infra(program: string, ...args: string[]): Promise<string>
  /** Commands as ops would give them to a shell in the root of the project; ends with the first that fails. */
  script(commands: string, settings: Record<string, string>): Promise<string>
  /** Ids of the running replicas. */
  replicas(service: string): Promise<string[]>
  /** The same with other settings. */
  with(settings: Record<string, string>): Pick<Stack, 'compose' | 'infra'>
}

export const SERVICES = ['orders', 'payments', 'email'] as const

export const ROOT = join(import.meta.dirname, '../../../..')
const COMMAND_LIMIT_MS = 400_000

/**
 * All of it, up and healthy; the first to ask builds it, and all tests of a run share it.
 * @param replicas of each service; without it there are as many as the last test left
 */
export async function openStack({ replicas }: { replicas?: number } = {}): Promise<Stack> {
  const { project, port } = inject('compose')
  const settings = projectSettings(project, port)
  const { compose, infra } = commandsOf(settings)
  const replicasOf = async (service: string) => (await compose('ps', '--quiet', service)).split('\n').filter(Boolean)
  const is_new = (await compose('ps', '--all', '--quiet')) === ''
  const scale = SERVICES.map(
    async (service) => `--scale=${service}=${replicas ?? ((await replicasOf(service)).length || 1)}`,
  )
  const build = is_new ? ['--build'] : []
  await compose('up', '--detach', ...build, ...(await Promise.all(scale)), '--wait', '--wait-timeout', '120')
  return {
    project,
    url: `http://127.0.0.1:${port}`,
    api_key: await compose('run', '--rm', 'init', 'show-key'),
    compose,
    infra,
    docker: (...args) => run('docker', args, {}),
    script: (commands, more) => run('bash', ['-euc', commands], { ...settings, ...more }),
    replicas: replicasOf,
    with: (more) => commandsOf({ ...settings, ...more }),
  }
}

function commandsOf(settings: Record<string, string>): Pick<Stack, 'compose' | 'infra'> {
  return {
    compose: (...args) => run('docker', ['compose', ...args], settings),
    infra: (program, ...args) => run(join(ROOT, 'infra', program), args, settings),
  }
}

async function run(program: string, args: string[], settings: Record<string, string>): Promise<string> {
  const env = { ...process.env, ...settings }
  const options = { cwd: ROOT, env, timeout: COMMAND_LIMIT_MS, maxBuffer: 256 * 1024 * 1024 }
  return (await promisify(execFile)(program, args, options)).stdout.trim()
}

/** As it ships, but for what two projects of one machine cannot share. */
function projectSettings(project: string, port: number): Record<string, string> {
  return {
    COMPOSE_PROJECT_NAME: project,
    TRADEWIND_TAG: 'e2e',
    HTTP_PORT: `127.0.0.1:${port}`,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    APP_SUBNET: `10.213.${100 + (port % 100)}.0/24`,
  }
}
