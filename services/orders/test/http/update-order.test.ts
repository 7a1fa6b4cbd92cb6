import { describe, expect, it } from 'vitest'
import { toUnpaidRequest } from '../order-request.ts'
import { faultsOf, useApp } from './start-app.ts'

const { started, post, get } = useApp()

const ADDRESS = { name: 'Ada', line1: '12 St James’s Square', city: 'London', postal_code: 'SW1Y 4JH', country: 'GB' }
let keys = 0

function patch(id: string, body: unknown, headers: Record<string, string | undefined> = {}) {
  keys += 1
  const sent = { authorization: 'Bearer sk_shop', 'idempotency-key': `patch ${keys}`, 'if-match': '"1"', ...headers }
  const given = Object.fromEntries(
    Object.entries(sent).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
  return started().app.inject({ method: 'PATCH', url: `/orders/${id}`, headers: given, payload: body as object })
}

const place = async (): Promise<{ id: string }> => (await post(toUnpaidRequest())).json()

describe('when an order is changed', () => {
  it('then what was sent is there, the rest is as before, and the next ETag is told', async () => {
    const { client_secret: _, ...order } = (await post({ ...toUnpaidRequest(), note: 'ring twice' })).json()
    const answer = await patch(order.id, { shipping_address: ADDRESS, note: null, metadata: { a: 'b' } })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers.etag).toBe('"2"')
    const { note: __, ...rest } = order
    const changed = {
      ...rest,
      shipping_address: ADDRESS,
      metadata: { a: 'b' },
      revision: 2,
      updated_at: answer.json().updated_at,
    }
    expect(answer.json()).toEqual(changed)
    expect((await get(`/orders/${order.id}`)).json()).toEqual(changed)
  })

  it('then an event names what changed, and not to what', async () => {
    const { id } = await place()
    await patch(id, { note: 'secret', metadata: {} })
    const events = (await started().store.find(id))?.events
    expect(events?.at(-1)).toMatchObject({ type: 'order.updated', sequence: 2, data: { changed: ['note'] } })
    expect(JSON.stringify(events)).not.toContain('secret')
  })

  it('to what it is already then nothing is written', async () => {
    const { id } = await place()
    const answer = await patch(id, { metadata: {} })
    expect([answer.statusCode, answer.headers.etag]).toEqual([200, '"1"'])
    expect((await started().store.find(id))?.version).toBe(1)
  })

  it('twice with one key then it is changed once, though the ETag is old by then; another body is refused', async () => {
    const { id } = await place()
    const key = { 'idempotency-key': 'k' }
    await patch(id, { note: 'a' }, key)
    const again = await patch(id, { note: 'a' }, key)
    expect([again.statusCode, again.headers['idempotent-replayed'], again.json().revision]).toEqual([200, 'true', 2])
    const other = await patch(id, { note: 'b' }, key)
    expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency_key_reused'])
  })

  it('by many who saw the same then one has its way, and the others are told', async () => {
    const { id } = await place()
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((note) => patch(id, { note })))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412, 412, 412])
    const winner = answers.find(({ statusCode }) => statusCode === 200)
    expect((await get(`/orders/${id}`)).json().note).toBe(winner?.json().note)
  })

  it.each([
    ['no If-Match', { 'if-match': undefined }, 428, 'precondition_required'],
    ['an older ETag', { 'if-match': '"7"' }, 412, 'revision_mismatch'],
    ['a weak ETag', { 'if-match': 'W/"1"' }, 412, 'revision_mismatch'],
    ['no key', { 'idempotency-key': undefined }, 400, 'idempotency_key_missing'],
    ['a key that may only read', { authorization: 'Bearer sk_reader' }, 403, 'scope_missing'],
  ])('with %s then it is refused', async (_what, headers, status, code) => {
    const { id } = await place()
    const answer = await patch(id, { note: 'x' }, headers)
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
    expect((await started().store.find(id))?.version).toBe(1)
  })

  it('with several ETags or any then it is enough that one is right', async () => {
    const { id } = await place()
    expect((await patch(id, { note: 'x' }, { 'if-match': '"9", "1"' })).statusCode).toBe(200)
    expect((await patch(id, { note: 'y' }, { 'if-match': '*' })).statusCode).toBe(200)
  })

  it.each([
    [{}, ' too_few'],
    [{ total: 1 }, '/total unknown_field'],
    [{ metadata: null }, '/metadata invalid_type'],
    [{ note: 'a\u0000b' }, '/note control_characters'],
  ])('to %j then it is 422', async (body, fault) => {
    const { id } = await place()
    const answer = await patch(id, body)
    expect(answer.statusCode).toBe(422)
    expect(faultsOf(answer.json())).toContain(fault)
  })

  it.each([{ status: 'canceled' }, { status: 'completed' }, { fulfillment_status: 'in_progress' }] as const)(
    'that is %j then it is 409',
    async (state) => {
      const { id } = await place()
      const order = await started().store.find(id)
      if (order) await started().store.save({ ...order, ...state, version: 2 })
      const answer = await patch(id, { note: 'x' })
      expect([answer.statusCode, answer.json().code]).toEqual([409, 'invalid_state'])
    },
  )

  it('that is not there then it is 404', async () => {
    expect((await patch('ord_1', { note: 'x' })).json().code).toBe('order_not_found')
  })
})

describe('when an order is read again', () => {
  it('with its ETag then 304 says that it is the same, until it changes', async () => {
    const { id } = await place()
    const read = (tag: string) => get(`/orders/${id}`, { authorization: 'Bearer sk_shop', 'if-none-match': tag })
    const same = await read('"1"')
    expect([same.statusCode, same.body, same.headers.etag]).toEqual([304, '', '"1"'])
    expect((await read('W/"1", "5"')).statusCode).toBe(304)
    await patch(id, { note: 'x' })
    expect((await read('"1"')).statusCode).toBe(200)
  })
})
