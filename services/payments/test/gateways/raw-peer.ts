import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

export interface RawPeer {
  url: string
  /** Requests that have come in. */
  requests(): number
  close(): void
}

/** A peer that does with each request what no HTTP server would. */
export async function startRawPeer(answer: (socket: Socket) => void): Promise<RawPeer> {
  let requests = 0
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('data', () => {
      requests += 1
      answer(socket)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests: () => requests,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
