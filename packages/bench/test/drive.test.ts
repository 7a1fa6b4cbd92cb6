import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { drive } from '../src/driver/drive.ts'

let server: Server

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

async function serve(answer: (key: string | undefined) => { status: number; body: string }): Promise<number> {
  server = createServer((request, response) => {
    const { status, body } = answer(request.headers['idempotency-key'] as string | undefined)
    request.resume().on('end', () => response.writeHead(status, { 'content-length': body.length }).end(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const load = (port: number) => ({
  name: 'test',
  port,
  method: 'POST' as const,
  paths: ['/orders'],
  headers: {},
  body: '{"a":1}',
  concurrency: 4,
  duration_ms: 200,
  expect: { status: 201, text: 'confirmed' },
})

describe('the driver', () => {
  it('when answers are right, then it counts them all, each asked for under a key of its own', async () => {
    const keys = new Set<string | undefined>()
    const port = await serve((key) => {
      keys.add(key)
      return { status: 201, body: 'confirmed'.padEnd(200_000) }
    })
    const result = await drive(load(port))
    expect(result).toMatchObject({ failures: 0, answers: keys.size })
    expect(result.answers).toBeGreaterThan(4)
  })

  it('when the status or the text is another, then it counts failures and keeps the first', async () => {
    let count = 0
    const port = await serve(() => {
      count += 1
      return count % 2 === 0 ? { status: 201, body: 'confirmed' } : { status: 201, body: 'pending' }
    })
    const { answers, failures, failure } = await drive(load(port))
    expect(failures).toBeGreaterThan(0)
    expect(failures).toBeLessThan(answers)
    expect(failure).toBe('201 pending')
  })

  it('when the peer hangs up, then that is a failure and not an answer', async () => {
    const port = await serve(() => {
      server.closeAllConnections()
      return { status: 201, body: 'confirmed' }
    })
    const { answers, failures } = await drive(load(port))
    expect(answers).toBe(0)
    expect(failures).toBe(4)
  })
})
