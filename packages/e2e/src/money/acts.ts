import { eventually } from '@tradewind/testkit/eventually.ts'
import { AMOUNT } from '../payments-api.ts'
import type { Intended } from './intended.ts'
import type { MoneyBench } from './money-bench.ts'

/** Something done with the money of an order, to its end; answers what must have come of it. */
export type Act = (bench: MoneyBench, order_id: string, card?: string) => Promise<Intended>

const LATE = { within_ms: 60_000 }
const PAID: Intended = { status: 'succeeded', captured: AMOUNT, refunded: 0, disputed: 0 }

const charge: Act = async ({ api }, order_id, payment_method) => {
  await api.pay({ order_id, ...(payment_method && { payment_method }) })
  return PAID
}

const capture: Act = async ({ api }, order_id) => {
  const { id } = await api.pay({ order_id, capture_method: 'manual' })
  await api.capture(id, 1200)
  return { ...PAID, captured: 1200 }
}

const cancel: Act = async ({ api }, order_id) => {
  const { id } = await api.pay({ order_id, capture_method: 'manual' })
  await api.cancel(id)
  return { status: 'canceled', captured: 0, refunded: 0, disputed: 0 }
}

const refund: Act = async ({ api }, order_id) => {
  const { id } = await api.pay({ order_id })
  await api.refund(id, 1000)
  return { ...PAID, refunded: 1000 }
}

const refundTwice: Act = async ({ api }, order_id) => {
  const { id } = await api.pay({ order_id })
  await Promise.all([api.refund(id, 1000, 1), api.refund(id, 700, 2)])
  return { ...PAID, refunded: 1700 }
}

/** The bank sends it back: what was reserved is free again. */
const refundThatFails: Act = async ({ api }, order_id) => {
  const { id } = await api.pay({ order_id, payment_method: 'pm_sim_refund_fails' })
  await api.refund(id, 1000)
  return PAID
}

/** The customer authorizes at the bank's page; we hear of it by webhook alone. */
const authenticate: Act = async ({ api, atGateway }, order_id) => {
  const { id, gateway_ref } = await api.pay({ order_id, payment_method: 'pm_card_authenticationRequired' })
  await api.confirm(id)
  await atGateway(`/sandbox/3ds/${gateway_ref}/authorize`)
  await eventually(async () => (await api.read(id)).status === 'succeeded', LATE)
  return PAID
}

const loseDispute: Act = async ({ api, atGateway }, order_id) => {
  const { id, gateway_ref } = await api.pay({ order_id })
  await atGateway('/sandbox/disputes', { payment_intent: gateway_ref ?? '' })
  const dispute = await eventually(async () => (await api.disputes(id))[0] ?? false, LATE)
  if (dispute) await atGateway(`/v1/disputes/${dispute.gateway_ref}/close`)
  await eventually(async () => (await api.disputes(id))[0]?.status === 'lost', LATE)
  return { ...PAID, disputed: AMOUNT }
}

/** A charge that bears our payment's name and is not ours: it is given back as soon as it is heard of. */
const stray: Act = async ({ suite, api, atGateway }, order_id) => {
  const { id } = await api.pay({ order_id })
  await atGateway('/v1/payment_intents', {
    ...{ amount: String(AMOUNT), currency: 'usd', confirm: 'true', payment_method: 'pm_card_visa' },
    ...{ 'allowed_payment_method_types[0]': 'card', 'metadata[payment_id]': id, 'metadata[stray]': 'yes' },
  })
  const isUndone = async () => {
    const made = (await suite.charges()).find(({ metadata }) => metadata.payment_id === id && metadata.stray)
    return made?.amount_refunded === AMOUNT
  }
  await eventually(isUndone, LATE)
  return PAID
}

const reconcile: Act = async ({ api }, order_id) => {
  await api.pay({ order_id })
  await api.reconcile()
  return PAID
}

export const ACTS = {
  charge,
  capture,
  cancel,
  refund,
  'two refunds': refundTwice,
  'refund that fails': refundThatFails,
  '3-D Secure': authenticate,
  dispute: loseDispute,
  'stray charge': stray,
  reconciliation: reconcile,
} satisfies Record<string, Act>
