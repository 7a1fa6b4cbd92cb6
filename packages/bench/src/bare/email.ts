import { randomUUID } from 'node:crypto'
import { CALL_ANSWER, EMAIL, EMAIL_CONTENT } from './fillers.ts'
import { serveBare } from './serve-bare.ts'

/** Accepts in one commit and delivers in a second, which nobody waits for. */
await serveBare((app, store) => {
  let delivered = 0
  app.get('/delivered', async () => ({ delivered }))
  app.post('/emails', async (_request, reply) => {
    const id = randomUUID()
    await store.insert(id, EMAIL)
    void store.update(id, EMAIL_CONTENT).then(() => {
      delivered += 1
    })
    return reply.code(202).type('application/json').send(CALL_ANSWER)
  })
})
