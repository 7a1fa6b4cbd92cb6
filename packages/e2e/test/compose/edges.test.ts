import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Order } from '@tradewind/contracts/orders.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAccesses } from '../../src/compose/accesses.ts'
import { findCompose } from '../../src/compose/find-compose.ts'
import { openStack, ROOT, type Stack } from '../../src/compose/stack.ts'
import { createClient, type PlainClient } from '../../src/plain-client.ts'
import { toRequest } from '../../src/shop.ts'

const MINUTE_MS = 60_000

describe.skipIf(!findCompose())('compose, from outside', () => {
  let stack: Stack
  let client: PlainClient
  beforeAll(async () => {
    stack = await openStack()
    client = createClient(stack)
  }, 6 * MINUTE_MS)
  afterAll(() => client?.close())

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
    '/u/../emails',
    '/webhooks/stripe/../../payments',
  ])('when %s is asked for from outside, then there is nothing', async (path) => {
    const { status, headers, body } = await client.get(path)
    expect([status, headers['content-type']]).toEqual([404, 'application/problem+json'])
    expect(JSON.parse(body).code).toBe('route_not_found')
  })

  it.each([
    ['/webhooks/stripe', 3001],
    ['/webhooks/sendgrid', 3002],
    ['/u/token', 3002],
    ['/sandbox/3ds/pi_1', 3003],
    ['/sandbox/returned', 3003],
    ['/sandbox/charges', 3000],
    ['/webhook_endpoints', 3000],
    ['/orders', 3000],
  ])('when %s is asked for from outside, then the program on port %i answers', async (path, port) => {
    const { headers } = await client.get(path)
    const [access] = await readAccesses(stack, { request_id: String(headers['x-request-id']) })
    expect(access?.upstream).toMatch(new RegExp(`:${port}$`))
  })

  it('when a client may keep its connection, then it is told for how long, less than nginx does', async () => {
    expect((await client.get('/orders')).headers['keep-alive']).toBe('timeout=25')
  })

  it('when a card asks for 3-D Secure, then its page opens at the public address', async () => {
    const order = toRequest('pm_card_authenticationRequired', 'secure@shop.example')
    const { body } = await client.post('/orders', 'secure', order)
    const { url } = (JSON.parse(body) as Order).payments[0]?.next_action ?? {}
    expect(url).toMatch(new RegExp(`^${stack.url}/sandbox/3ds/`))
    const page = await client.get(new URL(url ?? '').pathname)
    expect([page.status, page.headers['content-type']]).toEqual([200, expect.stringMatching(/^text\/html/)])
    expect(page.body).toContain('Authorize')
  })

  it.each([
    ['a body over 256 KiB', 413, 'body_too_large', () => client.post('/orders', 'large', 'x'.repeat(300_000))],
    ['a URI over 8 KiB', 414, 'uri_too_long', () => client.get(`/orders/${'x'.repeat(9_000)}`)],
  ])('when nginx refuses %s, then it says so as %i problem+json', async (_what, status, code, ask) => {
    const answer = await ask()
    expect([answer.status, answer.headers['content-type']]).toEqual([status, 'application/problem+json'])
    expect(JSON.parse(answer.body)).toMatchObject({ status, code })
  })

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
