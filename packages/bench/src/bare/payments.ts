import { randomUUID } from 'node:crypto'
import { createCaller } from './create-caller.ts'
import { CALL, CALL_ANSWER, PAYMENT, SETTLED_PAYMENT } from './fillers.ts'
import { serveBare } from './serve-bare.ts'

const callGateway = createCaller(process.env.GATEWAY_URL ?? '')

/** T1, the gateway, T2: two commits around one call. */
await serveBare((app, store) => {
  app.post('/payments', async (_request, reply) => {
    const id = randomUUID()
    await store.insert(id, PAYMENT)
    await callGateway('/intents', CALL)
    await store.update(id, SETTLED_PAYMENT)
    return reply.code(201).type('application/json').send(CALL_ANSWER)
  })
})
