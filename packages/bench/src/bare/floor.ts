import { randomUUID } from 'node:crypto'
import { UNPAID_ORDER } from './fillers.ts'
import { serveBare } from './serve-bare.ts'

/** The floor: one durable insert per request and nothing else. No service that keeps its word can be faster. */
await serveBare((app, store) => {
  app.post('/orders', async (_request, reply) => {
    const id = randomUUID()
    await store.insert(id, UNPAID_ORDER)
    return reply.code(202).send({ id })
  })
})
