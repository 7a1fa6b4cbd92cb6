import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildRequest } from '../build-charge.ts'
import { readPayment, type StartedApp, startApp } from '../start-app.ts'

let started: StartedApp

beforeAll(async () => {
  started = await startApp()
})
afterAll(() => started.close())

const pay = async () => readPayment(await started.pay(buildRequest())).id

describe('GET /ledger/accounts', () => {
  it('when a card has paid, then the gateway owes it and the order earned it', async () => {
    await pay()
    const response = await started.get('/ledger/accounts')
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual({
      data: [
        { account: 'gateway_receivable', grows_by: 'debit', currency: 'USD', debits: 3000, credits: 0, balance: 3000 },
        { account: 'order_revenue', grows_by: 'credit', currency: 'USD', debits: 0, credits: 3000, balance: 3000 },
      ],
    })
  })
})

describe('GET /ledger/entries', () => {
  it('when there are more than asked for, then they come by pages, newest first', async () => {
    const payment_id = await pay()
    const first = (await started.get(`/ledger/entries?payment_id=${payment_id}&limit=1`)).json()
    expect(first).toMatchObject({ has_more: true, next_cursor: first.data[0].id })
    const rest = (await started.get(`/ledger/entries?payment_id=${payment_id}&after=${first.next_cursor}`)).json()
    expect(rest).toMatchObject({ has_more: false, next_cursor: null })
    expect([...first.data, ...rest.data]).toMatchObject([
      { payment_id, account: 'order_revenue', direction: 'credit', amount: 3000, currency: 'USD' },
      { payment_id, account: 'gateway_receivable', direction: 'debit', amount: 3000, currency: 'USD' },
    ])
  })

  it('when a time is given with an offset, then it means the same instant', async () => {
    const payment_id = await pay()
    const count = async (range: string) =>
      (await started.get(`/ledger/entries?payment_id=${payment_id}&${range}`)).json().data.length
    expect(await count('created_at[gte]=2020-01-01T00:00:00%2B02:00')).toBe(2)
    expect(await count('created_at[lt]=2020-01-01T00:00:00%2B02:00')).toBe(0)
  })

  it.each(['account=pocket', 'payment_id=pay_1', 'created_at[gte]=yesterday', 'limit=101', 'acount=bank'])(
    'when it is asked for %s, then 422',
    async (query) => {
      const response = await started.get(`/ledger/entries?${query}`)
      expect([response.statusCode, response.json().code]).toEqual([422, 'validation_failed'])
    },
  )
})
