import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { beforeAll, describe, expect, it } from 'vitest'
import { ipOf } from '../../src/compose/addresses.ts'
import { canConnect, readContainers, whatItCan } from '../../src/compose/containers.ts'
import { findCompose } from '../../src/compose/find-compose.ts'
import { openStack, SERVICES, type Stack } from '../../src/compose/stack.ts'

const MINUTE_MS = 60_000
const OURS = [...SERVICES, 'stripe-sandbox', 'nginx', 'payments-db', 'email-db']

describe.skipIf(!findCompose())('compose, its containers', () => {
  let stack: Stack
  beforeAll(async () => {
    stack = await openStack({ replicas: 1 })
  }, 6 * MINUTE_MS)

  it('when the file is checked, then nothing is said', async () => {
    expect(await stack.compose('config', '--quiet')).toBe('')
  })

  it('when containers are looked at, then none is allowed more than it needs', async () => {
    const containers = await readContainers(stack)
    expect(containers.length).toBe(9)
    for (const { service, ...container } of containers) {
      // The image of MongoDB steps down from root by itself.
      const steps_down = service === 'orders-db'
      expect({ service, ...container }).toMatchObject({
        read_only: true,
        dropped: ['ALL'],
        security: ['no-new-privileges:true'],
        ports: service === 'nginx' ? ['8080/tcp'] : [],
      })
      expect(container.added.length > 0, service).toBe(steps_down)
      if (!steps_down) expect(container.user, service).toMatch(/^(node|nginx|mysql)$/)
      expect(container.memory, service).toBeGreaterThan(0)
      expect(container.env.join(), service).not.toContain(stack.api_key)
    }
  })

  it.each(OURS)(
    'when %s runs, then not as root, with no capability, and on a root that cannot be written',
    async (service) => {
      expect(await whatItCan(stack, service)).toEqual({ is_root: false, capabilities: 0, writes_root: false })
    },
  )

  it('when services reach for databases, then each gets to its own alone', async () => {
    const containers = await readContainers(stack)
    for (const owner of SERVICES) {
      const database = containers.find(({ service }) => service === `${owner}-db`)
      expect(Object.keys(database?.networks ?? {})).toEqual([`${owner}-data`])
      const port = owner === 'orders' ? 27017 : 3306
      const address = database?.networks[`${owner}-data`] ?? ''
      const reached = await Promise.all(SERVICES.map((service) => canConnect(stack, service, address, port)))
      expect(reached, `${owner}-db`).toEqual(SERVICES.map((service) => service === owner))
    }
  })

  it('when a program is killed as soon as it has written a megabyte, then all of that arrives', async () => {
    const program = `require('node:net').createServer((socket) => socket.on('data', () => {
      socket.end('x'.repeat(2 ** 20 - 1) + '.')
      process.kill(process.pid, 'SIGKILL')
    })).listen(3999)`
    const run = ['run', '--detach', '--no-deps', 'orders', 'node', '--eval', program]
    const container = (await stack.compose(...run)).split('\n').at(-1) ?? ''
    const host = await ipOf(stack, container, 'app')
    const got = await eventually(() => askFor(host, 3999))
    await stack.docker('rm', '--force', container)
    expect([got.length, got.at(-1)]).toEqual([2 ** 20, '.'])
  })

  it.each(SERVICES)('when %s is told to stop, then it hears it and ends by itself', async (service) => {
    const [replica = ''] = await stack.replicas(service)
    await stack.docker('stop', '--time', '30', replica)
    expect(await stack.docker('inspect', '--format', '{{.State.ExitCode}}', replica)).toBe('0')
    expect(await stack.docker('logs', '--tail', '5', replica)).toContain('"msg":"stopped"')
    await stack.docker('start', replica)
  })
})

/** All that a server says to one word. @throws when there is none yet */
function askFor(host: string, port: number): Promise<string> {
  const socket = connect({ host, port, timeout: 10_000 })
  socket.write('please')
  return text(socket)
}
