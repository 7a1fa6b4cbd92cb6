import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { claimAll } from '../src/pickers/claim-all.ts'

const ORDERS = ['ord_1', 'ord_2', 'ord_2', 'ord_3']

it('when an order is given twice and one answer is wrong, then both are counted, and all end when nothing is left', async () => {
  const left = [...ORDERS]
  let broken = 1
  const server = createServer((request, response) => {
    const answer = (status: number, body: string) =>
      response.writeHead(status, status === 204 ? {} : { 'content-length': body.length }).end(body)
    request.resume().on('end', () => {
      if (request.method === 'GET') return answer(200, 'ok')
      broken -= 1
      if (broken === 0) return answer(503, '{}')
      const order_id = left.shift()
      return order_id ? answer(200, JSON.stringify({ fulfillment: { order_id } })) : answer(204, '')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const figures = await claimAll({ port, key: 'sk', pickers: 3, pause_ms: 0, name: 'test' })
  server.close()
  expect(figures).toMatchObject({ claims: ORDERS.length + 1 + 3, orders: 3, twice: 1, failures: 1 })
})
