import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** A request that came over the wire. */
export interface Sent {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: Buffer
}

interface Answered {
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
}

/** Decides what becomes of a request: `forward` as often as it likes; undefined cuts the connection. */
export type Carry = (sent: Sent, forward: (sent: Sent) => Promise<Answered>) => Promise<Answered | undefined>

export interface Wire {
  url: string
  close(): Promise<void>
}

interface WireOptions {
  /** Where it leads; asked at each request. */
  to: () => string
  carry: Carry
  /** Any free one unless told. */
  port?: number
}

/** A stretch of network between two programs, on which things go wrong. Where nobody listens, it cuts the connection too. */
export async function layWire({ to, carry, port = 0 }: WireOptions): Promise<Wire> {
  const server = createServer((incoming, response) => {
    void pass(incoming, response).catch(() => incoming.socket.destroy())
  })

  async function pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/', headers } = incoming
    const sent = { method, path, headers, body: await buffer(incoming) }
    const answered = await carry(sent, (again) => forward(to(), again))
    if (!answered) return void incoming.socket.destroy()
    response.writeHead(answered.status, answered.headers).end(answered.body)
  }

  server.listen(port, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const ANSWER_MS = 20_000

/** To the letter: what is signed must stay as it was. */
function forward(to: string, { method, path, headers, body }: Sent): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const options = { method, headers: { ...headers, connection: 'close' }, signal: AbortSignal.timeout(ANSWER_MS) }
    const outgoing = request(to + path, options, (answer) => {
      const { statusCode: status = 0, headers: answered } = answer
      buffer(answer).then((bytes) => resolve({ status, headers: withoutConnection(answered), body: bytes }), reject)
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

const withoutConnection = ({
  connection: _,
  'keep-alive': __,
  'transfer-encoding': ___,
  ...headers
}: Sent['headers']) => headers
