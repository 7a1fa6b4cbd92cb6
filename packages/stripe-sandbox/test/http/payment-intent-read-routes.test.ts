import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catchError, paymentOf } from '../create-client.ts'
import { type Sandbox, startSandbox } from '../start-sandbox.ts'

let sandbox: Sandbox
let stripe: Stripe
/** Oldest first, one a second. */
const ids: string[] = []
const START_S = Date.UTC(2026, 0, 1) / 1000

beforeAll(async () => {
  sandbox = await startSandbox()
  stripe = sandbox.stripe
  for (let n = 0; n < 5; n += 1) {
    sandbox.clock.now_ms = (START_S + n) * 1000
    const params = paymentOf(`ord_${n}`, 'pm_card_visa')
    const metadata = { ...params.metadata, parity: n % 2 ? 'odd' : 'even', quote: '5" "x"' }
    const intent = await stripe.paymentIntents.create({ ...params, metadata, customer: `cus_${n % 2}` })
    ids.push(intent.id)
  }
})
afterAll(() => sandbox.stop())

const idsOf = ({ data }: { data: Stripe.PaymentIntent[] }) => data.map(({ id }) => ids.indexOf(id))
type ListParams = Stripe.PaymentIntentListParams & { metadata?: Record<string, string> }
const list = (params: ListParams) => stripe.paymentIntents.list(params)

describe('when intents are listed', () => {
  test('then the newest come first and has_more tells of the rest', async () => {
    const page = await list({ limit: 2 })
    expect(idsOf(page)).toEqual([4, 3])
    expect(page.has_more).toBe(true)
    expect(await list({})).toMatchObject({ object: 'list', url: '/v1/payment_intents', has_more: false })
  })

  test('then cursors go both ways', async () => {
    const after = await list({ limit: 2, starting_after: String(ids[3]) })
    expect([idsOf(after), after.has_more]).toEqual([[2, 1], true])
    const before = await list({ limit: 2, ending_before: String(ids[1]) })
    expect([idsOf(before), before.has_more]).toEqual([[3, 2], true])
    const last = await list({ limit: 2, ending_before: String(ids[2]) })
    expect([idsOf(last), last.has_more]).toEqual([[4, 3], false])
  })

  test('then the SDK pages through all of them', async () => {
    const all = await stripe.paymentIntents.list({ limit: 2 }).autoPagingToArray({ limit: 100 })
    expect(idsOf({ data: all })).toEqual([4, 3, 2, 1, 0])
  })

  test.each([
    [{ gte: START_S + 3 }, [4, 3]],
    [{ gt: START_S + 3 }, [4]],
    [{ lt: START_S + 1 }, [0]],
    [{ lte: START_S + 1 }, [1, 0]],
    [{ gte: START_S + 1, lt: START_S + 3 }, [2, 1]],
    [START_S + 2, [2]],
  ])('then created %o gives %o', async (created, expected) => {
    expect(idsOf(await list({ created }))).toEqual(expected)
  })

  test('then customer and metadata filter, alone and together', async () => {
    expect(idsOf(await list({ customer: 'cus_1' }))).toEqual([3, 1])
    expect(idsOf(await list({ metadata: { parity: 'even' } }))).toEqual([4, 2, 0])
    expect(idsOf(await list({ metadata: { parity: 'even', order_id: 'ord_2' } }))).toEqual([2])
    expect(idsOf(await list({ metadata: { parity: 'odd', order_id: 'ord_2' } }))).toEqual([])
    expect(idsOf(await list({ metadata: { parity: 'even' }, created: { lt: START_S + 4 }, limit: 1 }))).toEqual([2])
  })

  test('then the charges expand', async () => {
    const { data } = await list({ limit: 1, expand: ['data.latest_charge'] })
    expect(data[0]?.latest_charge).toMatchObject({ object: 'charge', payment_intent: ids[4] })
  })

  test.each([
    [{ limit: 0 }, 'limit'],
    [{ limit: 101 }, 'limit'],
    [{ starting_after: 'pi_none' }, 'starting_after'],
    [{ expand: ['data.nothing'] }, 'expand'],
  ])('then %o is refused', async (params, param) => {
    const error = await catchError(list(params), Stripe.errors.StripeInvalidRequestError)
    expect(error).toMatchObject({ statusCode: 400, param })
  })
})

describe('when intents are searched', () => {
  const search = (query: string) => stripe.paymentIntents.search({ query })

  test('then metadata is found, also two pairs and quoted values', async () => {
    expect(idsOf(await search('metadata["order_id"]:"ord_3"'))).toEqual([3])
    expect(idsOf(await search("metadata['parity']:'odd' AND metadata['order_id']:'ord_3'"))).toEqual([3])
    expect(idsOf(await search('metadata["order_id"]:"ord_9"'))).toEqual([])
    expect(idsOf(await search(String.raw`metadata["quote"]:"5\" \"x\"" AND metadata["order_id"]:"ord_0"`))).toEqual([0])
  })

  test('then pages follow each other', async () => {
    const found = stripe.paymentIntents.search({ query: 'metadata["parity"]:"even"', limit: 2 })
    expect((await found).object).toBe('search_result')
    expect(idsOf({ data: await found.autoPagingToArray({ limit: 10 }) })).toEqual([4, 2, 0])
  })

  test.each(['status:"succeeded"', 'metadata["a"]:"b" OR metadata["c"]:"d"', ''])(
    'then %j is refused',
    async (query) => {
      await catchError(search(query), Stripe.errors.StripeInvalidRequestError)
    },
  )
})

describe('when a charge is asked for', () => {
  test('then it is there, with its intent when that is expanded', async () => {
    const { latest_charge } = await stripe.paymentIntents.retrieve(String(ids[0]))
    const charge = await stripe.charges.retrieve(String(latest_charge), { expand: ['payment_intent'] })
    expect(charge.payment_intent).toMatchObject({ id: ids[0], status: 'succeeded' })
    const error = await catchError(stripe.charges.retrieve('ch_none'), Stripe.errors.StripeInvalidRequestError)
    expect(error).toMatchObject({ statusCode: 404, code: 'resource_missing' })
  })
})

test('when the clock steps back then the newest intent still comes first', async () => {
  sandbox.clock.now_ms = (START_S - 3600) * 1000
  const { id } = await stripe.paymentIntents.create(paymentOf('ord_late', 'pm_card_visa'))
  expect((await list({ limit: 1 })).data[0]?.id).toBe(id)
})
