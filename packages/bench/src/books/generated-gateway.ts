import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createGeneratedBooks, type Fault } from './generated-books.ts'
import type { Prefilled } from './prefill-payments.ts'

/** A gateway whose books are made as they are asked for, over HTTP, as Stripe's; it holds nothing. */
export async function startGeneratedGateway(prefilled: Prefilled) {
  const faults = new Set<Fault>()
  const books = createGeneratedBooks(prefilled, (fault) => faults.has(fault))
  const server = createServer((request, reply) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://gateway')
    if (pathname === '/v1/payment_intents') return answer(reply, 200, books.listIntents(searchParams))
    if (pathname === '/v1/balance_transactions') return answer(reply, 200, books.listMovements(searchParams))
    const intent = books.findIntent(pathname.slice(pathname.lastIndexOf('/') + 1))
    return intent ? answer(reply, 200, intent) : answer(reply, 404, { error: { message: 'No such intent' } })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    plant(planted: Fault[]) {
      for (const fault of planted) faults.add(fault)
    },
    close: () => server.close(),
  }
}

function answer(reply: ServerResponse, status: number, body: object): void {
  reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
