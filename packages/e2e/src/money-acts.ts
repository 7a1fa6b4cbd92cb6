import { expect } from 'vitest'
import { AMOUNT, type PaymentsApi } from './payments-api.ts'

/** Something done with payments' own API, from a payment to what must have come of it. */
export type MoneyAct = (api: PaymentsApi, order_id: string) => Promise<void>

/** Held, then captured in part. */
export const captureAPart: MoneyAct = async (api, order_id) => {
  const { id } = await api.pay({ order_id, capture_method: 'manual' })
  await api.capture(id, 1200)
  expect(await api.read(id)).toMatchObject({ status: 'succeeded', amount_captured: 1200, amount_capturable: 0 })
}

/** Captured, then compared with the gateway; whoever dies meanwhile, the run comes to its end. */
export const reconcileAll: MoneyAct = async (api, order_id) => {
  await api.pay({ order_id })
  expect((await api.reconcile()).intents).toBeGreaterThan(0)
}

/** Captured, then partly given back. */
export const refundAPart: MoneyAct = async (api, order_id) => {
  const { id } = await api.pay({ order_id })
  const { status } = await api.refund(id, 1000)
  expect(status).toBe('succeeded')
  expect(await api.read(id)).toMatchObject({
    amount_captured: AMOUNT,
    amount_refunded: 1000,
    amount_refund_pending: 0,
  })
}
