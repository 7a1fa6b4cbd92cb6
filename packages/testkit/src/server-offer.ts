import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ServerKind } from './ask-for-server.ts'
import type { RealServer } from './container.ts'
import { startMongoServer } from './mongo-server.ts'
import { startMysqlServer } from './mysql-server.ts'

const STARTS = { mysql: startMysqlServer, mongo: startMongoServer }

export const IMAGES: Record<ServerKind, string> = { mysql: 'mysql:9.7', mongo: 'mongo:8' }

/**
 * Offers `kinds` of server to this process and all it starts, by its environment: the first who asks has the
 * container started, all share it, and a run that asks for none starts none.
 */
export async function offerServers(kinds: ServerKind[]): Promise<{ close(): Promise<void> }> {
  const started = new Map<ServerKind, Promise<RealServer>>()
  const start = (kind: ServerKind) => {
    const server = started.get(kind) ?? STARTS[kind](IMAGES[kind])
    started.set(kind, server)
    return server
  }
  const door = await openDoor(async (kind) => (await start(kind)).url)
  process.env.TESTKIT_SERVERS = kinds.join(',')
  process.env.TESTKIT_OFFER = `http://127.0.0.1:${(door.address() as AddressInfo).port}`
  return {
    async close() {
      door.closeAllConnections()
      door.close()
      await Promise.all([...started.values()].map((server) => server.then(({ stop }) => stop()).catch(() => undefined)))
    },
  }
}

async function openDoor(urlOf: (kind: ServerKind) => Promise<string>): Promise<Server> {
  const door = createServer((request, response) => {
    urlOf(request.url?.slice(1) as ServerKind).then(
      (url) => response.end(url),
      (error) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  door.unref()
  return door
}
