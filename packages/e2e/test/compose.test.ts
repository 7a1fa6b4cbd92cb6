import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT, type Stack, startStack } from '../src/compose.ts'
import { expectBooksAgree } from '../src/compose-books.ts'
import { canConnect, readContainers } from '../src/compose-containers.ts'
import { startLoad } from '../src/compose-load.ts'
import { DISTURBANCES } from '../src/compose-operations.ts'
import { reportPhases } from '../src/compose-report.ts'
import { findCompose } from '../src/find-compose.ts'
import { createClient, type PlainClient } from '../src/plain-client.ts'

const MINUTE_MS = 60_000
const SERVICES = ['orders', 'payments', 'email']

describe.skipIf(!findCompose())('behind nginx, by docker compose', () => {
  let stack: Stack
  let client: PlainClient
  beforeAll(async () => {
    stack = await startStack()
    client = createClient(stack)
  }, 5 * MINUTE_MS)
  afterAll(async () => {
    client?.close()
    await stack?.down()
  }, MINUTE_MS)

  it('when it is up, then the README’s curl line works with its key', async () => {
    const line = /^curl -i [\s\S]*?\n```/m.exec(readFileSync(join(ROOT, 'README.md'), 'utf8'))?.[0].replace('```', '')
    const pasted = line?.replace('http://127.0.0.1:8080', stack.url).replace('sk_…', stack.api_key)
    const { stdout } = await promisify(execFile)('sh', ['-c', pasted ?? 'false'], { timeout: MINUTE_MS })
    expect(stdout).toMatch(/^HTTP\/1\.1 201 Created/)
    expect(stdout).toContain('"payment_status":"captured"')
  })

  it.each([
    '/metrics',
    '/readyz',
    '/livez',
    '/payments',
    '/payments/pay_1',
    '/emails',
    '/inbox',
    '/payment-events',
    '//metrics',
    '/%6detrics',
    '/metric%2573',
    '/metrics%3fa',
    '/orders/../readyz',
  ])('when %s is asked for from outside, then there is nothing', async (path) => {
    const { status, headers, body } = await client.get(path)
    expect([status, headers['content-type']]).toEqual([404, 'application/problem+json'])
    expect(JSON.parse(body).code).toBe('route_not_found')
  })

  it.each([
    ['a body over 256 KiB', 413, 'body_too_large', () => client.post('/orders', 'large', 'x'.repeat(300_000))],
    ['a URI over 8 KiB', 414, 'uri_too_long', () => client.get(`/orders/${'x'.repeat(9_000)}`)],
  ])('when nginx refuses %s, then it says so as %i problem+json', async (_what, status, code, ask) => {
    const answer = await ask()
    expect([answer.status, answer.headers['content-type']]).toEqual([status, 'application/problem+json'])
    expect(JSON.parse(answer.body)).toMatchObject({ status, code })
  })

  it('when containers are looked at, then none can do more than it needs', async () => {
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

  it(
    'when it is scaled, rolled, killed and reloaded under load, then no request fails',
    async () => {
      const load = startLoad({ ...stack, per_s: 80 })
      await delay(5_000)
      // Each at least once, and again until there are 20,000 requests to judge by.
      for (const [turn, { name, run }] of [...DISTURBANCES, ...DISTURBANCES].entries()) {
        if (turn >= DISTURBANCES.length && load.samples.length >= 20_000) break
        load.phase(name)
        await run(stack)
      }
      load.phase('a rollout that gives up')
      await expect(stack.rollout('orders', { LOG_LEVEL: 'nonsense' })).rejects.toThrow(/not healthy/)
      expect(await stack.replicas('orders')).toHaveLength(2)
      await load.stop()
      process.stdout.write(reportPhases(load.samples))
      expect(load.samples.flatMap(({ phase, fault }) => (fault ? [`${phase}: ${fault}`] : []))).toEqual([])
      await expectBooksAgree(stack, load)
    },
    8 * MINUTE_MS,
  )

  it('when a client asks too much at once, then it hears 429 and when to come back', async () => {
    const answers = await Promise.all(Array.from({ length: 1_500 }, () => client.get('/orders?limit=1')))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(400)
    expect(refused[0]?.headers).toMatchObject({ 'content-type': 'application/problem+json', 'retry-after': '1' })
  })

  it('when no replica is left, then the client hears so and when to come back', async () => {
    await stack.compose('stop', '--timeout', '1', 'orders')
    const { status, headers, body } = await client.get('/orders')
    // Refused or, where the address itself is gone already, not answered.
    expect([502, 504]).toContain(status)
    expect(headers).toMatchObject({ 'content-type': 'application/problem+json', 'retry-after': '1' })
    expect(JSON.parse(body)).toMatchObject({ status, code: expect.stringMatching(/^service_(unreachable|timeout)$/) })
  })
})
