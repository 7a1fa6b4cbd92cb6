import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSse, type SseReply } from '../../src/http/sse-reply.ts'

const CHUNK = 'x'.repeat(64 * 1024)

let server: Server
let sse: SseReply
let client: IncomingMessage
beforeEach(async () => {
  const opened = Promise.withResolvers<SseReply>()
  server = createServer((_request, raw: ServerResponse) => {
    opened.resolve(openSse({ hijack: () => undefined, getHeaders: () => ({ 'x-request-id': 'r' }), raw }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  client = await new Promise((resolve) => get({ port, host: '127.0.0.1' }, resolve))
  client.on('error', () => undefined)
  sse = await opened.promise
})
afterEach(() => {
  client.destroy()
  server.closeAllConnections()
  server.close()
})

describe('a stream whose client does not read', () => {
  it('when live events come on then it is cut, before much is kept for it', async () => {
    let sent = 0
    await eventually(() => {
      sse.send(CHUNK)
      sent += 1
      if (!sse.closed.aborted) throw new Error(`still there after ${sent}`)
    })
    // What the system's own buffers take is not ours.
    expect(sent).toBeLessThan(300)
    sse.send(CHUNK)
    await sse.sendSlowly(CHUNK)
  })

  it('when the past is sent then it waits, and goes on as soon as the client reads', async () => {
    let sent = 0
    let goes_on = true
    const sending = (async () => {
      while (goes_on) {
        await sse.sendSlowly(CHUNK)
        sent += 1
      }
    })()
    let before = -1
    await eventually(() => {
      const stands = before === sent
      before = sent
      if (!stands) throw new Error('still sending')
    })
    expect(sse.closed.aborted).toBe(false)
    client.resume()
    await eventually(() => expect(sent).toBeGreaterThan(before + 5))
    goes_on = false
    await sending
  })

  it('when it goes then who waits for it hears', async () => {
    const { promise: gone, resolve } = Promise.withResolvers<void>()
    sse.closed.addEventListener('abort', () => resolve())
    client.destroy()
    await gone
  })
})

it('when a stream begins then nobody may keep or gather it', () => {
  expect(client.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-request-id': 'r',
  })
})
