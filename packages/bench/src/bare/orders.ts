import { randomUUID } from 'node:crypto'
import { createCaller } from './create-caller.ts'
import { CALL, ORDER, ORDER_ANSWER } from './fillers.ts'
import { serveBare } from './serve-bare.ts'

const callPayments = createCaller(process.env.PAYMENTS_URL ?? '')
const callEmail = createCaller(process.env.EMAIL_URL ?? '')

/** The chain's front door: insert, charge, update, mail, answer. */
await serveBare((app, store) => {
  app.post('/orders', async (_request, reply) => {
    const id = randomUUID()
    await store.insert(id, ORDER)
    await callPayments('/payments', CALL)
    await store.update(id, ORDER)
    await callEmail('/emails', CALL)
    return reply.code(201).type('application/json').send(ORDER_ANSWER)
  })
})
