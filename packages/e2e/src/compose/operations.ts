import { setTimeout as delay } from 'node:timers/promises'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { SERVICES, type Stack } from './stack.ts'

const HEALTHY_MS = 60_000

/** All that ops do and that happens to them, one after the other; any of it may be the last. */
export const DISTURBANCES: { name: string; run: (stack: Stack) => Promise<unknown> }[] = [
  { name: 'scale orders to 4', run: (stack) => scale(stack, 'orders', 4) },
  { name: 'scale orders to 2', run: (stack) => scale(stack, 'orders', 2) },
  { name: 'scale payments to 4', run: (stack) => scale(stack, 'payments', 4) },
  { name: 'scale payments to 2', run: (stack) => scale(stack, 'payments', 2) },
  { name: 'scale email to 4', run: (stack) => scale(stack, 'email', 4) },
  { name: 'scale email to 2', run: (stack) => scale(stack, 'email', 2) },
  ...SERVICES.flatMap((service) => [
    { name: `roll ${service}`, run: (stack: Stack) => stack.infra('rollout', service) },
    { name: `kill -9 ${service}`, run: (stack: Stack) => killEach(stack, service) },
  ]),
  { name: 'reload nginx', run: reloadOften },
]

/** As ops do it; answers when so many replicas run and are healthy. */
async function scale(stack: Stack, service: string, count: number): Promise<void> {
  await stack.compose('scale', '--no-deps', `${service}=${count}`)
  await awaitHealthy(stack, service, count)
}

/** Ends the program inside of each replica in turn, as a crash does; each is back before the next dies. */
async function killEach(stack: Stack, service: string): Promise<void> {
  const replicas = await stack.replicas(service)
  for (const replica of replicas) {
    const before = await startOf(stack, replica)
    // All of its processes but init, which then ends; `docker kill` would count as an order not to start it again.
    await stack.docker('exec', replica, 'sh', '-c', 'kill -9 -1').catch(() => undefined)
    await eventually(async () => (await startOf(stack, replica)) !== before, { within_ms: HEALTHY_MS })
    await awaitHealthy(stack, service, replicas.length)
  }
}

/** A new configuration of nginx, without a new nginx. */
async function reloadOften(stack: Stack): Promise<void> {
  for (let times = 0; times < 5; times += 1) {
    await stack.compose('kill', '--signal', 'HUP', 'nginx')
    await delay(1_500)
  }
}

const startOf = (stack: Stack, id: string): Promise<string> =>
  stack.docker('inspect', '--format', '{{.State.StartedAt}}', id)

export async function awaitHealthy(stack: Stack, service: string, count: number): Promise<void> {
  await eventually(
    async () => {
      const ids = await stack.replicas(service)
      const states =
        ids.length === 0 ? '' : await stack.docker('inspect', '--format', '{{.State.Health.Status}}', ...ids)
      const expected = Array.from({ length: count }, () => 'healthy').join('\n')
      if (states !== expected)
        throw new Error(`${count} replicas of ${service} wanted: ${states.replaceAll('\n', ', ')}`)
    },
    { within_ms: HEALTHY_MS },
  )
}
