import type { Fulfillment } from '@tradewind/contracts/fulfillments.ts'
import type { Order } from '@tradewind/contracts/orders.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import type { Suite } from '@tradewind/testkit/suite.ts'
import type { Expectation } from './expectation.ts'

/** An order as the client knows it: what it asked for, and the id it was told. */
export interface Placed {
  key: string
  method: string
  capture?: 'manual'
  email: string
  order_id: string
  /** What the rest of its life must have made of it; without one, its card says. */
  becomes?: Expectation
}

interface Answer {
  status: number
  headers: Headers
  body: Order & { code?: string; order_id?: string; decline_code?: string; client_secret?: string }
}

export interface Shop {
  /** One `POST /orders`; nothing is tried again. @throws when no answer comes */
  post(order: Posted): Promise<Answer>
  /** As a patient client does: the same key until the order is acknowledged. */
  place(order: Posted & { method: string }): Promise<Placed>
  read(order_id: string): Promise<Order>
  /** A command to an order, the same key until it is done or on its way. */
  command(command: { path: string; key: string; body: object }): Promise<Answer['body']>
  /** Fulfilments that this picker has claimed. */
  claimsOf(picker: string): Promise<Fulfillment[]>
  /** Until the order's payment is so. */
  become(order_id: string, payment_status: Order['payment_status']): Promise<void>
}

interface Posted {
  key: string
  method?: string
  capture?: 'manual'
  email?: string
  prefer?: string
}

const PATIENCE_MS = 120_000
const ANSWER_MS = 20_000

/** A storefront of the suite's orders service. */
export function createShop({ urls, api_key }: Pick<Suite, 'urls' | 'api_key'>): Shop {
  const authorization = `Bearer ${api_key}`

  async function call(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = { authorization, 'content-type': 'application/json', ...init.headers }
    const answer = await fetch(urls.orders + path, { ...init, headers, signal: AbortSignal.timeout(ANSWER_MS) })
    return { status: answer.status, headers: answer.headers, body: await readBody(answer) }
  }

  /** Reading changes nothing, so a program that dies under it is asked again. */
  const get = (path: string) => eventually(() => call(path), { within_ms: PATIENCE_MS })

  const post: Shop['post'] = ({ key, method = 'pm_card_visa', email = mailOf(key), prefer = 'wait=10', capture }) =>
    call('/orders', {
      method: 'POST',
      headers: { 'idempotency-key': key, prefer },
      body: JSON.stringify(toRequest(method, email, capture)),
    })

  return {
    post,
    place: ({ key, method, prefer, capture }) =>
      eventually(
        async () => {
          const { status, body } = await post({ key, method, ...(prefer && { prefer }), ...(capture && { capture }) })
          const order_id = status === 402 ? body.order_id : body.id
          if (![201, 202, 402].includes(status) || !order_id) throw new Error(`${status} ${JSON.stringify(body)}`)
          return { key, method, ...(capture && { capture }), email: mailOf(key), order_id }
        },
        { within_ms: PATIENCE_MS },
      ),
    async command({ path, key, body }) {
      const init = { method: 'POST', headers: { 'idempotency-key': key, prefer: 'wait=1' }, body: JSON.stringify(body) }
      return eventually(
        async () => {
          const { status, body: answer } = await call(path, init)
          if (status < 200 || status > 204) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`)
          return answer
        },
        { within_ms: PATIENCE_MS },
      )
    },
    async claimsOf(picker) {
      const { body } = await get(`/fulfillments?${new URLSearchParams({ picker })}`)
      return (body as unknown as { data: Fulfillment[] }).data
    },
    async become(order_id, payment_status) {
      const check = async () => (await this.read(order_id)).payment_status === payment_status
      await eventually(check, { within_ms: PATIENCE_MS })
    },
    async read(order_id) {
      const { status, body } = await get(`/orders/${order_id}`)
      if (status !== 200) throw new Error(`${order_id}: ${status} ${JSON.stringify(body)}`)
      return body
    },
  }
}

const readBody = async (answer: Response) => (answer.status === 204 ? undefined : await answer.json()) as Answer['body']

/** A mailbox of each order's own, so that its mails can be counted. */
const mailOf = (key: string) => `${key}@shop.example`

/** An order of 39.63 USD. */
export const toRequest = (method: string, email: string, capture?: 'manual') => ({
  currency: 'USD',
  customer: { email, name: 'Ada Lovelace' },
  line_items: [
    { sku: 'MUG', title: 'Mug', quantity: 2, unit_price: 1250 },
    { sku: 'TEA', title: 'Tea, 100 g', quantity: 1, unit_price: 900, tax_total: 63 },
  ],
  shipping_total: 500,
  total: 3963,
  shipping_address: {
    name: 'Ada Lovelace',
    line1: '12 St James’s Square',
    city: 'London',
    postal_code: 'SW1Y 4JH',
    country: 'GB',
  },
  payment: { method, ...(capture && { capture }) },
})
