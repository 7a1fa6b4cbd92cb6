import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createFeedClient, type Heard } from '../src/sse/feed-client.ts'

let server: Server
let streams: string[][]
let asked: (string | string[] | undefined)[]
beforeEach(async () => {
  streams = []
  asked = []
  server = createServer((request, response) => {
    asked.push(request.headers['last-event-id'])
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const piece of streams.shift() ?? []) response.write(piece)
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(() => void server.close())

const toText = (id: number) =>
  `id: ${id}\nevent: order.created\ndata: {"id":"evt","created_at":"2026-01-01T00:00:00.000Z"}\n\n`

it('when events are left out, repeated, or come in pieces, then it counts what is lost and doubled, and goes on behind its last', async () => {
  streams = [
    ['retry: 1000\n\n', toText(6), toText(7).slice(0, 9), toText(7).slice(9) + toText(9)],
    [toText(9), ': still here\n\n', toText(10), toText(11).slice(0, 20)],
  ]
  const heard: Heard = { latencies_ms: [], lost: 0, doubled: 0 }
  const client = createFeedClient({ key: 'sk', after: 5, heard })
  const { port } = server.address() as AddressInfo
  for (const _ of [1, 2]) {
    await client.follow(port)
    await client.ended()
  }
  expect(asked).toEqual(['5', '9'])
  expect(client.last()).toBe(10)
  expect(heard).toMatchObject({ lost: 1, doubled: 1 })
  expect(heard.latencies_ms).toHaveLength(5)
})
