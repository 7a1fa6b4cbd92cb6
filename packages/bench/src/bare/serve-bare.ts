import type { AddressInfo } from 'node:net'
import fastify, { type FastifyInstance } from 'fastify'
import type { BareStore } from './bare-store.ts'
import { openBareStore } from './open-bare-store.ts'

/** A Fastify with nothing but the routes that `addRoutes` gives it, on `PORT`, over `DATABASE_URL`; `/counts` tells its writes. */
export async function serveBare(addRoutes: (app: FastifyInstance, store: BareStore) => void): Promise<void> {
  const app = fastify()
  const store = await openBareStore(process.env.DATABASE_URL ?? '')
  app.get('/counts', async () => store.counts)
  addRoutes(app, store)
  for (const event of ['disconnect', 'SIGTERM']) process.on(event, () => process.exit(0))
  await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) })
  process.send?.({ ready: true, port: (app.server.address() as AddressInfo).port })
}
