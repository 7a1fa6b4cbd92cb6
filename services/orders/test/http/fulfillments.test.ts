import type { Fulfillment } from '@tradewind/contracts/fulfillments.ts'
import type { Order, OrderRequest } from '@tradewind/contracts/orders.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { describe, expect, it } from 'vitest'
import { toRequest, toUnpaidRequest } from '../order-request.ts'
import { TWO_LINES } from '../paid-order.ts'
import { toPayment } from '../to-payment.ts'
import { faultsOf, useApp } from './start-app.ts'

const { started, send, post, get } = useApp()
const PICKER = { authorization: 'Bearer sk_picker' }
const TRACKING = { tracking: { carrier: 'DHL', number: '123', url: 'https://dhl.example/123' } }

const act = (path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
  send('POST', path, body, { ...PICKER, ...headers })
const order = async (changes: Partial<OrderRequest> = TWO_LINES) => (await post(toRequest(changes))).json() as Order
const read = async (id: string) => (await get(`/orders/${id}`)).json() as Order
const make = async ({ id }: Order, body: unknown = { picker: 'ann' }) =>
  (await act(`/orders/${id}/fulfillments`, body)).json() as Fulfillment
const toShipped = async ({ id }: Fulfillment) => {
  await act(`/fulfillments/${id}/pack`)
  return act(`/fulfillments/${id}/ship`, TRACKING)
}
const authorizes = () => {
  started().payments.script = ({ request }) => ({ kind: 'settled', payment: toPayment(request, 'requires_capture') })
}

describe('the way of an order through the warehouse', () => {
  it('when it is made, claimed, packed, shipped and delivered then the order is completed, and its customer has mails', async () => {
    const paid = await order()
    const made = await act(`/orders/${paid.id}/fulfillments`)
    expect([made.statusCode, made.headers.location]).toEqual([201, `/fulfillments/${made.json().id}`])
    const { id } = made.json() as Fulfillment
    expect(made.json()).toMatchObject({
      status: 'pending',
      order_id: paid.id,
      line_items: [{ quantity: 2 }, { quantity: 3 }],
    })
    expect((await act(`/fulfillments/${id}/claim`, { picker: 'ann' })).json()).toMatchObject({ status: 'picking' })
    expect((await act(`/fulfillments/${id}/pack`, { picker: 'ann' })).json()).toMatchObject({ status: 'packed' })
    expect((await act(`/fulfillments/${id}/ship`, TRACKING)).json()).toMatchObject({ status: 'shipped', ...TRACKING })
    expect(await read(paid.id)).toMatchObject({ status: 'confirmed', fulfillment_status: 'fulfilled' })
    expect((await act(`/fulfillments/${id}/deliver`)).json()).toMatchObject({ status: 'delivered', order_id: paid.id })
    expect(await read(paid.id)).toMatchObject({ status: 'completed', fulfillment_status: 'delivered' })
    await eventually(() =>
      expect(started().emails.calls.map(({ request }) => request.template)).toEqual([
        'order_confirmed',
        'order_shipped',
        'order_delivered',
      ]),
    )
    expect(started().emails.calls[1]?.request.data).toMatchObject({
      is_last: true,
      shipment: { carrier: 'DHL', line_items: [{ title: 'Mug', quantity: 2 }, { title: 'Pen' }] },
    })
  })

  it('when it is sent in parts then each shows how far it is, and only the last mail says that it is the last', async () => {
    const paid = await order()
    const [mugs, pens] = paid.line_items
    const first = await make(paid, { line_items: [{ id: mugs?.id, quantity: 1 }], picker: 'ann' })
    await toShipped(first)
    expect(await read(paid.id)).toMatchObject({
      fulfillment_status: 'partially_fulfilled',
      line_items: [{ fulfilled_quantity: 1 }, { fulfilled_quantity: 0 }],
    })
    const rest = await make(paid)
    expect(rest.line_items).toEqual([
      { id: mugs?.id, quantity: 1 },
      { id: pens?.id, quantity: 3 },
    ])
    await toShipped(rest)
    expect(await read(paid.id)).toMatchObject({ fulfillment_status: 'fulfilled' })
    await act(`/fulfillments/${first.id}/deliver`)
    expect(await read(paid.id)).toMatchObject({ status: 'confirmed', fulfillment_status: 'fulfilled' })
    await act(`/fulfillments/${rest.id}/deliver`)
    expect(await read(paid.id)).toMatchObject({ status: 'completed', fulfillment_status: 'delivered' })
    await eventually(() =>
      expect(started().emails.calls.map(({ request }) => request.data.is_last)).toEqual([
        undefined,
        false,
        true,
        false,
        true,
      ]),
    )
  })

  it('when it comes back then its units do, but no money', async () => {
    const paid = await order()
    const parcel = await make(paid)
    await toShipped(parcel)
    const [mugs] = parcel.line_items
    const one = await act(`/fulfillments/${parcel.id}/return`, { line_items: [{ id: mugs?.id, quantity: 1 }] })
    expect(one.json()).toMatchObject({ status: 'shipped', line_items: [{ returned_quantity: 1 }, {}] })
    expect(await read(paid.id)).toMatchObject({ line_items: [{ fulfilled_quantity: 1 }, { fulfilled_quantity: 3 }] })
    const all = await act(`/fulfillments/${parcel.id}/return`)
    expect(all.json()).toMatchObject({ status: 'returned', returned_at: expect.any(String) })
    expect(await read(paid.id)).toMatchObject({ fulfillment_status: 'returned', refunded_total: 0 })
    expect((await act(`/orders/${paid.id}/fulfillments`)).json()).toMatchObject({ code: 'nothing_to_fulfill' })
  })

  it('when it is canceled before it leaves then its units are open again, and again is no fault', async () => {
    const paid = await order()
    const parcel = await make(paid)
    await act(`/fulfillments/${parcel.id}/pack`)
    expect((await act(`/fulfillments/${parcel.id}/cancel`)).json()).toMatchObject({ status: 'canceled' })
    expect((await act(`/fulfillments/${parcel.id}/cancel`)).statusCode).toBe(200)
    expect(await read(paid.id)).toMatchObject({ fulfillment_status: 'unfulfilled' })
    expect((await make(paid)).line_items).toHaveLength(2)
  })
})

describe('money at the first shipment', () => {
  it('when it was only authorized then it is captured, once', async () => {
    authorizes()
    const paid = await order()
    const [mugs] = paid.line_items
    await toShipped(await make(paid, { line_items: [{ id: mugs?.id, quantity: 1 }], picker: 'ann' }))
    await eventually(async () => expect(await read(paid.id)).toMatchObject({ payment_status: 'captured', balance: 0 }))
    await toShipped(await make(paid))
    const { events = [] } = (await started().store.find(paid.id)) ?? {}
    expect(events.filter(({ type }) => type === 'payment.captured')).toHaveLength(1)
  })

  it('when the authorization has ended then the order shows that goods have left unpaid', async () => {
    authorizes()
    const paid = await order()
    started().payments.held.change(paid.payments[0]?.id ?? '', { status: 'canceled', amount_capturable: 0 })
    const parcel = await make(paid)
    await toShipped(parcel)
    await eventually(async () => expect(await read(paid.id)).toMatchObject({ payment_status: 'failed' }))
    const shown = await read(paid.id)
    expect(shown).toMatchObject({ status: 'confirmed', balance: shown.total, fulfillment_status: 'fulfilled' })
    expect(shown.payments).toMatchObject([{ status: 'canceled', last_error: { code: 'authorization_lost' } }])
    await act(`/fulfillments/${parcel.id}/deliver`)
    expect(await read(paid.id)).toMatchObject({ status: 'confirmed', fulfillment_status: 'delivered' })
  })

  it('when it has ended and payments told so before then nothing leaves', async () => {
    authorizes()
    const paid = await order()
    const parcel = await make(paid)
    await act(`/fulfillments/${parcel.id}/pack`)
    const payment_id = paid.payments[0]?.id ?? ''
    started().payments.held.change(payment_id, { status: 'canceled', amount_capturable: 0 })
    const event = { id: payment_id.replace('pay', 'pev'), type: 'payment.changed', payment_id, order_id: paid.id }
    const told = { ...event, object_id: payment_id, created_at: paid.created_at }
    expect((await send('POST', '/payment-events', told, { authorization: 'Bearer sk_service' })).statusCode).toBe(204)
    const answer = await act(`/fulfillments/${parcel.id}/ship`, TRACKING)
    expect([answer.statusCode, answer.json()]).toEqual([409, expect.objectContaining({ code: 'order_not_paid' })])
  })
})

describe('a claim', () => {
  it('when another has it then it is refused until the deadline, and then taken over', async () => {
    const parcel = await make(await order())
    const again = await act(`/fulfillments/${parcel.id}/claim`, { picker: 'ann' })
    expect(again.json().claimed_until >= (parcel.claimed_until ?? '')).toBe(true)
    const refused = await act(`/fulfillments/${parcel.id}/claim`, { picker: 'bob' })
    expect(refused.statusCode).toBe(409)
    expect(refused.json()).toMatchObject({ code: 'already_claimed', picker: 'ann', claimed_until: expect.any(String) })
    await expire(parcel)
    expect((await act(`/fulfillments/${parcel.id}/claim`, { picker: 'bob' })).json()).toMatchObject({ picker: 'bob' })
    const late = await act(`/fulfillments/${parcel.id}/pack`, { picker: 'ann' })
    expect([late.statusCode, late.json().code]).toEqual([409, 'already_claimed'])
    expect((await act(`/fulfillments/${parcel.id}/pack`, { picker: 'bob' })).json()).not.toHaveProperty('claimed_until')
  })

  it('when the next order is claimed then fulfillment and order come, and 204 when nothing waits', async () => {
    const first = await order()
    await order()
    const claimed = await act('/fulfillments/claim-next', { picker: 'ann' })
    expect(claimed.statusCode).toBe(200)
    expect(claimed.json()).toMatchObject({
      fulfillment: { order_id: first.id, status: 'picking', picker: 'ann' },
      order: { id: first.id, fulfillment_status: 'in_progress' },
    })
    expect((await act('/fulfillments/claim-next', { picker: 'bob' })).statusCode).toBe(200)
    const none = await act('/fulfillments/claim-next', { picker: 'cid' })
    expect([none.statusCode, none.body]).toEqual([204, ''])
  })

  it('when its key comes again then it is the same one, as it is now', async () => {
    await order()
    await order()
    const key = { 'idempotency-key': 'once' }
    const first = (await act('/fulfillments/claim-next', { picker: 'ann' }, key)).json()
    await act(`/fulfillments/${first.fulfillment.id}/pack`)
    const again = await act('/fulfillments/claim-next', { picker: 'ann' }, key)
    expect(again.headers['idempotent-replayed']).toBe('true')
    expect(again.json().fulfillment).toMatchObject({ id: first.fulfillment.id, status: 'packed' })
    const other = await act('/fulfillments/claim-next', { picker: 'bob' }, key)
    expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency_key_reused'])
  })
})

/** As if the time of its claim had passed. */
async function expire({ id, order_id }: Fulfillment): Promise<void> {
  await eventually(async () => {
    const stored = await started().store.find(order_id)
    if (!stored) throw new Error('no order')
    const fulfillments = stored.fulfillments.map((one) =>
      one.id === id ? { ...one, claimed_until: '2026-01-01T00:00:00.000Z' } : one,
    )
    expect(await started().store.save({ ...stored, fulfillments, version: stored.version + 1 })).toBe(true)
  })
}

describe('the same command again', () => {
  it('when a create comes again under its key then it is the one it made', async () => {
    const paid = await order()
    const key = { 'idempotency-key': 'once' }
    const [first, again] = [
      await act(`/orders/${paid.id}/fulfillments`, {}, key),
      await act(`/orders/${paid.id}/fulfillments`, {}, key),
    ]
    expect([again.statusCode, again.headers['idempotent-replayed'], again.json().id]).toEqual([
      201,
      'true',
      first.json().id,
    ])
    expect((await read(paid.id)).fulfillments).toHaveLength(1)
  })

  it('when a ship comes again under its key then nothing leaves twice; under another it has left already', async () => {
    const parcel = await make(await order())
    await act(`/fulfillments/${parcel.id}/pack`)
    const ship = (key: string) => act(`/fulfillments/${parcel.id}/ship`, TRACKING, { 'idempotency-key': key })
    expect([(await ship('a')).statusCode, (await ship('a')).headers['idempotent-replayed']]).toEqual([200, 'true'])
    expect((await ship('b')).json()).toMatchObject({ status: 409, code: 'already_shipped' })
  })
})

describe('what is refused', () => {
  it('when more units are asked for than are open then each fault says where', async () => {
    const paid = await order()
    const [mugs, pens] = paid.line_items
    const id = `${mugs?.id.slice(0, -1)}${mugs?.id.endsWith('0') ? '1' : '0'}`
    const refused = async (line_items: unknown) => (await act(`/orders/${paid.id}/fulfillments`, { line_items })).json()
    const many = await refused([
      { id: mugs?.id, quantity: 2 },
      { id: pens?.id, quantity: 4 },
    ])
    expect([many.status, many.code, faultsOf(many)]).toEqual([
      422,
      'quantity_exceeds_open',
      ['/line_items/1/quantity quantity_exceeds_open'],
    ])
    expect(faultsOf(await refused([{ id, quantity: 1 }]))).toEqual(['/line_items/0/id unknown_line_item'])
    expect(
      faultsOf(
        await refused([
          { id: pens?.id, quantity: 1 },
          { id: pens?.id, quantity: 1 },
        ]),
      ),
    ).toEqual(['/line_items/1/id duplicate_line_item'])
    await make(paid, { line_items: [{ id: mugs?.id, quantity: 1 }] })
    expect(faultsOf(await refused([{ id: mugs?.id, quantity: 2 }]))).toEqual([
      '/line_items/0/quantity quantity_exceeds_open',
    ])
  })

  it('when the order is not paid then there is nothing to send yet', async () => {
    const unpaid = (await post(toUnpaidRequest())).json() as Order
    const refused = await act(`/orders/${unpaid.id}/fulfillments`)
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'order_not_paid'])
  })

  it('when it is not its turn then the state is told, and what has left is not canceled', async () => {
    const parcel = await make(await order(), {})
    for (const [name, body] of [
      ['pack', {}],
      ['ship', TRACKING],
      ['deliver', {}],
      ['return', {}],
    ] as const) {
      const refused = await act(`/fulfillments/${parcel.id}/${name}`, body)
      expect([refused.statusCode, refused.json()]).toEqual([
        409,
        expect.objectContaining({ code: 'invalid_state', fulfillment_status: 'pending' }),
      ])
    }
    await act(`/fulfillments/${parcel.id}/claim`, { picker: 'ann' })
    await toShipped(parcel)
    expect((await act(`/fulfillments/${parcel.id}/cancel`)).json()).toMatchObject({ code: 'already_shipped' })
    const back = await act(`/fulfillments/${parcel.id}/return`, {
      line_items: [{ id: parcel.line_items[0]?.id, quantity: 3 }],
    })
    expect([back.json().code, faultsOf(back.json())]).toEqual([
      'quantity_exceeds_shipped',
      ['/line_items/0/quantity quantity_exceeds_shipped'],
    ])
  })

  it.each([
    ['claim-next', {}, ['/picker required']],
    ['claim-next', { picker: 'a\nb' }, ['/picker control_characters']],
    ['claim-next', { picker: 'ann', order: 1 }, ['/order unknown_field']],
    ['ful_1/ship', {}, ['/tracking required']],
    ['ful_1/ship', { tracking: { carrier: 'DHL', number: '1', url: 'javascript:1' } }, ['/tracking/url invalid_url']],
  ])('when the body of %s is %j then each fault is told', async (path, body, faults) => {
    const refused = await act(`/fulfillments/${path}`, body)
    expect([refused.statusCode, faultsOf(refused.json())]).toEqual([422, faults])
  })

  it('when there is no such fulfillment or order then it says which', async () => {
    const codes = [
      await act('/fulfillments/ful_1/pack'),
      await get('/fulfillments/ful_1', PICKER),
      await act('/orders/ord_1/fulfillments'),
    ].map((answer) => [answer.statusCode, answer.json().code])
    expect(codes).toEqual([
      [404, 'fulfillment_not_found'],
      [404, 'fulfillment_not_found'],
      [404, 'order_not_found'],
    ])
  })

  it('when the key has not the scope, or the command no key, then it is refused', async () => {
    const asShop = await send('POST', '/fulfillments/claim-next', { picker: 'ann' })
    expect([asShop.statusCode, asShop.json().code]).toEqual([403, 'scope_missing'])
    const noKey = await act('/fulfillments/claim-next', { picker: 'ann' }, { 'idempotency-key': '' })
    expect([noKey.statusCode, noKey.json().code]).toEqual([400, 'idempotency_key_missing'])
  })
})

describe('the work list', () => {
  it('when it is paged then each parcel is seen once, oldest order first, those in the warehouse unless asked otherwise', async () => {
    const parcels: string[] = []
    for (let nth = 0; nth < 3; nth += 1) {
      const paid = await order()
      const [mugs] = paid.line_items
      parcels.push((await make(paid, { line_items: [{ id: mugs?.id, quantity: 1 }] })).id, (await make(paid)).id)
    }
    await toShipped((await get(`/fulfillments/${parcels[1]}`, PICKER)).json())
    const list = async (query: string) => (await get(`/fulfillments?${query}`, PICKER)).json()
    const seen: string[] = []
    for (let after = ''; ; ) {
      const page = await list(`limit=2${after}`)
      seen.push(...page.data.map(({ id }: Fulfillment) => id))
      if (!page.has_more) break
      after = `&after=${page.next_cursor}`
    }
    expect(seen).toEqual(parcels.filter((_, nth) => nth !== 1))
    expect((await list('status=shipped')).data).toMatchObject([{ id: parcels[1] }])
    expect((await list('picker=ann')).data.map(({ id }: Fulfillment) => id)).toEqual([parcels[3], parcels[5]])
    expect((await list('picker=ann&status=picking,shipped')).data).toHaveLength(3)
    const first = await get('/fulfillments?limit=2', PICKER)
    expect(first.headers.link).toContain('rel="next"')
  })

  it.each([
    ['status=lost', ['/query/status invalid_value']],
    ['after=x', ['/query/after invalid_cursor']],
    ['limit=0', ['/query/limit too_small']],
  ])('when it is asked for by %s then that is refused', async (query, faults) => {
    const refused = await get(`/fulfillments?${query}`, PICKER)
    expect([refused.statusCode, faultsOf(refused.json())]).toEqual([422, faults])
  })
})
