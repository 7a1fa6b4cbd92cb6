import { randomUUID } from 'node:crypto'
import { INTENT, INTENT_ANSWER } from './fillers.ts'
import { serveBare } from './serve-bare.ts'

/** The gateway's own durable file. */
await serveBare((app, store) => {
  app.post('/intents', async (_request, reply) => {
    await store.insert(randomUUID(), INTENT)
    return reply.type('application/json').send(INTENT_ANSWER)
  })
})
