import type { Stack } from './stack.ts'

/** What of a container decides how much it can do. */
export interface Container {
  service: string
  user: string
  read_only: boolean
  dropped: string[]
  added: string[]
  security: string[]
  memory: number
  networks: Record<string, string>
  ports: string[]
  env: string[]
}

interface Inspected {
  Config: { Labels: Record<string, string>; User: string; Env: string[] }
  HostConfig: {
    ReadonlyRootfs: boolean
    CapDrop: string[] | null
    CapAdd: string[] | null
    SecurityOpt: string[] | null
    Memory: number
    PortBindings: Record<string, unknown> | null
  }
  NetworkSettings: { Networks: Record<string, { IPAddress: string }> }
}

/** All containers of the stack, those that have ended too. */
export async function readContainers(stack: Stack): Promise<Container[]> {
  const ids = (await stack.compose('ps', '--all', '--quiet')).split('\n')
  const inspected = JSON.parse(await stack.docker('inspect', ...ids)) as Inspected[]
  return inspected.map(({ Config, HostConfig, NetworkSettings }) => ({
    service: Config.Labels['com.docker.compose.service'] ?? '',
    user: Config.User,
    read_only: HostConfig.ReadonlyRootfs,
    dropped: HostConfig.CapDrop ?? [],
    added: HostConfig.CapAdd ?? [],
    security: HostConfig.SecurityOpt ?? [],
    memory: HostConfig.Memory,
    networks: Object.fromEntries(
      Object.entries(NetworkSettings.Networks).map(([name, { IPAddress }]) => [name.replace(/^.*_/, ''), IPAddress]),
    ),
    ports: Object.keys(HostConfig.PortBindings ?? {}),
    env: Config.Env,
  }))
}

/** Whether a program in `service` gets a connection to `host`:`port`; waits 2 s at most. */
export async function canConnect(stack: Stack, service: string, host: string, port: number): Promise<boolean> {
  const script = `const socket = require('node:net').connect({ host: '${host}', port: ${port}, timeout: 2000 })
    const say = (word) => process.stdout.write(word, () => process.exit())
    socket.on('connect', () => say('yes')).on('timeout', () => say('no')).on('error', () => say('no'))`
  return (await stack.compose('exec', '-T', service, 'node', '--eval', script)) === 'yes'
}

/** What the first process of `service` really is and can, from the inside. */
export async function whatItCan(stack: Stack, service: string) {
  const script =
    'id -u; sed -n "s/^CapEff:\\t//p" /proc/1/status; touch /written 2>/dev/null && echo written || echo refused'
  const [user, capabilities, written] = (await stack.compose('exec', '-T', service, 'sh', '-c', script)).split('\n')
  return {
    is_root: user === '0',
    capabilities: Number.parseInt(capabilities ?? '', 16),
    writes_root: written !== 'refused',
  }
}
