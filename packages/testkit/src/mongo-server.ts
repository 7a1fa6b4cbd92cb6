import { type RealServer, startContainer } from './container.ts'
import { eventually } from './eventually.ts'
import { withClient } from './mongo-databases.ts'

const START_LIMIT_MS = 120_000

export async function startMongoServer(image: string): Promise<RealServer> {
  const container = await startContainer({ image, port: 27017 })
  const url = `mongodb://${container.address}`
  await eventually(() => withClient(url, (client) => client.db('admin').command({ ping: 1 })), {
    within_ms: START_LIMIT_MS,
  })
  return { url, stop: container.stop }
}
