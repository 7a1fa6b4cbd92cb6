import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A way to the server at `target` that can freeze (nothing passes any more) or go (connections cut, port closed). */
export async function startProxy(target: URL) {
  const sockets = new Set<Socket>()
  let frozen = false
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', (data) => void (frozen || to.write(data)))
      from.on('close', () => to.destroy())
      from.on('error', () => to.destroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `mongodb://127.0.0.1:${(server.address() as AddressInfo).port}${target.pathname}`,
    freeze() {
      frozen = true
    },
    go() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
