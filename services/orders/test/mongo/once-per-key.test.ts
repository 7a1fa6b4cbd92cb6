import { expect, it } from 'vitest'
import type { StoredOrder } from '../../src/domain/order.ts'
import { oncePerKey } from '../../src/mongo/once-per-key.ts'
import { newOrder } from '../new-order.ts'
import { toRequest } from '../order-request.ts'

const ofKey = (idempotency_key: string) => newOrder(toRequest(), { idempotency_key })

/** A server that keeps each insert until it is told what becomes of it. */
function holdInserts() {
  const held: { order: StoredOrder; answer: PromiseWithResolvers<boolean> }[] = []
  const insert = oncePerKey((order) => {
    const answer = Promise.withResolvers<boolean>()
    held.push({ order, answer })
    return answer.promise
  })
  return { held, insert }
}

it('when the first of a key is stored then the others hear so, and never reach the server', async () => {
  const { held, insert } = holdInserts()
  const inserts = [1, 2, 3].map(() => insert(ofKey('k')))
  held[0]?.answer.resolve(true)
  expect(await Promise.all(inserts)).toEqual([true, false, false])
  expect(held).toHaveLength(1)
})

it('when the first is not stored then the next one tries, alone', async () => {
  const { held, insert } = holdInserts()
  const inserts = [1, 2, 3].map(() => insert(ofKey('k')))
  held[0]?.answer.resolve(false)
  expect(await inserts[0]).toBe(false)
  await expect.poll(() => held.length).toBe(2)
  held[1]?.answer.resolve(true)
  expect(await Promise.all(inserts)).toEqual([false, true, false])
  expect(held).toHaveLength(2)
})

it('when the server is away then all that wait hear so, and the next one asks it again', async () => {
  const { held, insert } = holdInserts()
  const inserts = Promise.allSettled([1, 2, 3].map(() => insert(ofKey('k'))))
  held[0]?.answer.reject(new Error('away'))
  expect((await inserts).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  const next = insert(ofKey('k'))
  held[1]?.answer.resolve(true)
  expect(await next).toBe(true)
})

it('when keys or clients differ then none waits for another', () => {
  const { held, insert } = holdInserts()
  for (const order of [ofKey('a'), ofKey('b'), { ...ofKey('a'), client_id: 'other' }]) void insert(order)
  expect(held).toHaveLength(3)
})
