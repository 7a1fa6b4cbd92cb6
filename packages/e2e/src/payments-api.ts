import type { Payment } from '@tradewind/contracts/payments.ts'
import type { Refund } from '@tradewind/contracts/refunds.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import type { Suite } from '@tradewind/testkit/suite.ts'
import { reconcile } from './reconciled.ts'

/** What orders asks of payments, asked by a patient caller: the same key until there is an end. */
export interface PaymentsApi {
  pay(asked: { order_id: string; payment_method?: string; capture_method?: 'manual' }): Promise<Payment>
  capture(id: string, amount?: number): Promise<Payment>
  cancel(id: string): Promise<Payment>
  /** Goes on with what waited for the customer. */
  confirm(id: string): Promise<Payment>
  /** `number`: one payment may have several. */
  refund(id: string, amount: number, number?: number): Promise<Refund>
  read(id: string): Promise<Payment>
  readOrder(order_id: string): Promise<Payment[]>
  disputes(payment_id: string): Promise<{ gateway_ref: string; status: string }[]>
  /** @throws when the gateway's books differ from ours */
  reconcile(): Promise<{ intents: number }>
}

interface Page<Item> {
  data: Item[]
}

const PATIENCE = { within_ms: 120_000 }
const ANSWER_MS = 20_000
export const AMOUNT = 3000

export function createPaymentsApi({ urls, service_key }: Pick<Suite, 'urls' | 'service_key'>): PaymentsApi {
  async function call<Body>(path: string, init: RequestInit = {}): Promise<{ status: number; body: Body }> {
    const headers = { authorization: `Bearer ${service_key}`, 'content-type': 'application/json', ...init.headers }
    const answer = await fetch(urls.payments + path, { ...init, headers, signal: AbortSignal.timeout(ANSWER_MS) })
    return { status: answer.status, body: (await answer.json()) as Body }
  }

  /** Until it is over: 202 says that its end is not known yet. */
  function ask<Body>(path: string, body: object, key: string): Promise<Body> {
    return eventually(async () => {
      const asked = { method: 'POST', body: JSON.stringify(body), headers: { 'idempotency-key': key } }
      const answer = await call<Body>(path, asked)
      if (answer.status !== 200 && answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer)}`)
      return answer.body
    }, PATIENCE)
  }

  /** Reading changes nothing, so a program that dies under it is asked again. */
  const get = async <Body>(path: string) => (await eventually(() => call<Body>(path), PATIENCE)).body

  return {
    pay({ order_id, payment_method = 'pm_card_visa', ...asked }) {
      const body = { order_id, amount: AMOUNT, currency: 'USD', payment_method, ...asked }
      return ask('/payments', body, `pay ${order_id}`)
    },
    capture: (id, amount) => ask(`/payments/${id}/capture`, amount === undefined ? {} : { amount }, `capture ${id}`),
    cancel: (id) => ask(`/payments/${id}/cancel`, {}, `cancel ${id}`),
    confirm: (id) => ask(`/payments/${id}/confirm`, {}, `confirm ${id}`),
    refund: (id, amount, number = 1) => ask(`/payments/${id}/refunds`, { amount }, `refund ${id} ${number}`),
    read: (id) => get<Payment>(`/payments/${id}`),
    readOrder: async (order_id) => (await get<Page<Payment>>(`/payments?order_id=${order_id}`)).data,
    disputes: async (id) =>
      (await get<Page<{ gateway_ref: string; status: string }>>(`/disputes?payment_id=${id}`)).data,
    reconcile: () => reconcile({ urls, service_key }),
  }
}
