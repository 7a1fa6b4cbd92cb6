import type { PaymentStatus } from '@tradewind/contracts/payments.ts'
import { AppError } from '@tradewind/service/app-error.ts'
import { describe, expect, it } from 'vitest'
import type { Deps } from '../../src/deps.ts'
import { cancelOrder } from '../../src/domain/cancel-order.ts'
import { createFulfillment } from '../../src/domain/fulfillment/create-fulfillment.ts'
import type { Occasion, StoredOrder } from '../../src/domain/order.ts'
import { payAgain } from '../../src/domain/pay-again.ts'
import { requestRefund } from '../../src/domain/request-refund.ts'
import type { OrderStore } from '../../src/store-deps.ts'
import { changeOrder } from '../../src/use-cases/change-order.ts'
import { runEffects } from '../../src/use-cases/run-effects.ts'
import { useStore } from '../effect-rig.ts'
import { createSchedule, everyWay } from '../interleave.ts'
import { createLifeRig, expectAgreement, ship } from '../life-rig.ts'
import { newOrder } from '../new-order.ts'

const opened = useStore()

type Decide = (order: StoredOrder, occasion: Occasion) => StoredOrder

const COMMANDS: Record<string, Decide> = {
  cancel: (order, occasion) => cancelOrder(order, {}, occasion),
  ship,
  begin: (order, occasion) =>
    createFulfillment(order, { request: { picker: 'ann' }, claim_ms: 900_000 }, occasion).order,
  refund: (order, occasion) => requestRefund(order, { amount: 1000 }, occasion).order,
  pay: (order, occasion) => payAgain(order, { method: 'pm_card_amex' }, occasion),
  'refund all': (order, occasion) => requestRefund(order, {}, occasion).order,
}

/** Every write waits for its turn. */
const gated = (store: OrderStore, gate: () => Promise<void>): OrderStore => ({
  ...store,
  async save(order) {
    await gate()
    return store.save(order)
  },
})

/** The order settled by its charge, then all commands at once: each write falls where `choose` says. */
async function race(outcome: PaymentStatus, names: string[], choose: (options: number) => number): Promise<void> {
  const schedule = createSchedule(choose)
  const store = opened().store
  const rig = createLifeRig({ store }, { outcomeOf: () => outcome, run: (deps, order) => start(deps, order) })
  const slow = gated(store, schedule.gate)
  const start = (deps: typeof rig.deps, order: StoredOrder) =>
    schedule.act(() =>
      runEffects(
        { ...deps, store: slow, closer: { close: slow.save, track: (work) => schedule.act(() => work) } },
        order,
      ),
    )
  const order = newOrder()
  await store.insert(order)
  await rig.drain(order.id)
  const app: Deps = { ...rig.app, store: slow }
  for (const name of names) schedule.act(() => send(app, order.id, name))
  await schedule.over
  expectAgreement(await rig.drain(order.id), rig)
}

/** A command that is refused has lost its race, rightly or wrongly: the agreement at the end tells. */
async function send(app: Deps, order_id: string, name: string): Promise<void> {
  const command = { order_id, client_id: 'shop', idempotency_key: name, name, request: {} }
  const decide = COMMANDS[name]
  if (!decide) throw new Error(`no command ${name}`)
  try {
    await changeOrder(app, command, (order, occasion) => ({ order: decide(order, occasion) }))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
}

describe('whatever order their writes fall in', () => {
  it.each([
    ['requires_capture', ['cancel', 'ship', 'refund']],
    ['succeeded', ['cancel', 'ship', 'refund']],
    ['succeeded', ['cancel', 'refund', 'refund all']],
    ['succeeded', ['begin', 'ship', 'cancel']],
    ['requires_action', ['cancel', 'pay']],
  ] as const)(
    'when a payment that is %s meets %j then order and payments agree',
    { timeout: 120_000 },
    async (...given) => {
      const [outcome, names] = given
      const ways = await everyWay((choose) => race(outcome, [...names], choose))
      expect(ways).toBeGreaterThan(1)
    },
  )
})
