import { eventually } from '@tradewind/testkit/eventually.ts'
import { describe, expect, it } from 'vitest'
import { toRequest } from '../order-request.ts'
import { useApp } from './start-app.ts'

const { started, post, get } = useApp()
const ADMIN = { authorization: 'Bearer sk_admin' }

const erase = (id: string, headers: Record<string, string> = { ...ADMIN, 'idempotency-key': 'k' }) =>
  started().app.inject({ method: 'POST', url: `/customers/${encodeURIComponent(id)}/erase`, headers })

const untilDone = (id: string) =>
  eventually(async () => {
    const answer = await get(`/customers/${encodeURIComponent(id)}/erase`, ADMIN)
    expect(answer.json()).toMatchObject({ customer_id: id, status: 'done' })
  })

const placeFor = (id: string) => post(toRequest({ customer: { id, email: 'ada@example.com', name: 'Ada' } }))

describe('when a customer is erased', () => {
  it('then all orders lose them, also mails and search, and the money stays', { timeout: 60_000 }, async () => {
    const mine = [await placeFor('cus 1/a'), await placeFor('cus 1/a')].map((answer) => answer.json())
    const other = (await placeFor('cus_2')).json()
    const answer = await erase('cus 1/a')
    expect([answer.statusCode, answer.headers.location]).toEqual([202, '/customers/cus%201%2Fa/erase'])
    await untilDone('cus 1/a')
    for (const { id } of mine) {
      const order = (await get(`/orders/${id}`)).json()
      expect(order.customer).toEqual({ email: 'erased@erased.invalid' })
      expect(order).toMatchObject({ status: 'confirmed', captured_total: 3000, balance: 0 })
      expect(order).not.toHaveProperty('erased_at')
      expect((await get(`/orders/${id}/events`)).json().data.at(-1).type).toBe('customer.erased')
    }
    expect((await get('/orders?q=ada')).json().data.map(({ id }: { id: string }) => id)).toEqual([other.id])
    await eventually(() => expect(started().emails.erased.sort()).toEqual(mine.map(({ id }) => `order:${id}`).sort()))
  })

  it('while a payment is under way then its order waits for it', { timeout: 60_000 }, async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const { payments } = started()
    const { script } = payments
    payments.script = async (...call) => {
      await promise
      return script(...call)
    }
    const { id } = (
      await post(toRequest({ customer: { id: 'c', email: 'ada@example.com' } }), { prefer: 'respond-async' })
    ).json()
    await erase('c')
    await eventually(async () => expect((await get('/customers/c/erase', ADMIN)).json().status).toBe('running'))
    expect((await get(`/orders/${id}`)).json().customer.email).toBe('ada@example.com')
    resolve()
    await untilDone('c')
    expect((await get(`/orders/${id}`)).json()).toMatchObject({
      payment_status: 'captured',
      customer: { email: 'erased@erased.invalid' },
    })
  })

  it('then a replay of the create still finds the order', { timeout: 60_000 }, async () => {
    const request = toRequest({ customer: { id: 'c', email: 'ada@example.com' } })
    const { id } = (await post(request, { 'idempotency-key': 'create' })).json()
    await erase('c')
    await untilDone('c')
    const again = await post(request, { 'idempotency-key': 'create' })
    expect([again.statusCode, again.json().id, again.headers['idempotent-replayed']]).toEqual([201, id, 'true'])
  })

  it('who has no orders then it is done all the same', async () => {
    await erase('nobody')
    await untilDone('nobody')
  })

  it('without a key, or by one who may not, then nothing is begun', async () => {
    expect((await erase('c', ADMIN)).json().code).toBe('idempotency_key_missing')
    expect((await erase('c', { authorization: 'Bearer sk_shop', 'idempotency-key': 'k' })).statusCode).toBe(403)
    expect((await get('/customers/c/erase', ADMIN)).json().code).toBe('erasure_not_found')
  })
})
