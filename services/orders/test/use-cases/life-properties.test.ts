import type { PaymentStatus } from '@tradewind/contracts/payments.ts'
import { AppError } from '@tradewind/service/app-error.ts'
import fc from 'fast-check'
import { it } from 'vitest'
import { cancelOrder } from '../../src/domain/cancel-order.ts'
import { expireOrder } from '../../src/domain/expire-order.ts'
import type { Occasion, StoredOrder } from '../../src/domain/order.ts'
import { payAgain } from '../../src/domain/pay-again.ts'
import { requestRefund } from '../../src/domain/request-refund.ts'
import type { OrderStore } from '../../src/store-deps.ts'
import { changeOrder } from '../../src/use-cases/change-order.ts'
import { hearPaymentEvent } from '../../src/use-cases/hear-payment-event.ts'
import { runEffects } from '../../src/use-cases/run-effects.ts'
import { createLifeRig, expectAgreement, ship } from '../life-rig.ts'
import { Died, type Dies, mortal } from '../mortal-payments.ts'
import { AT, newOrder } from '../new-order.ts'
import { toUnpaidRequest } from '../order-request.ts'
import { describeStores } from '../store-contract.ts'

const OUTCOMES: PaymentStatus[] = ['succeeded', 'requires_capture', 'requires_action', 'failed', 'processing']

const COMMANDS: Record<string, (order: StoredOrder, occasion: Occasion) => StoredOrder> = {
  cancel: (order, occasion) => cancelOrder(order, {}, occasion),
  ship,
  pay: (order, occasion) => payAgain(order, { method: 'pm_card_amex' }, occasion),
  refund: (order, occasion) => requestRefund(order, { amount: 700 }, occasion).order,
  line: (order, occasion) =>
    requestRefund(order, { line_items: [{ id: order.line_items[0]?.id ?? '', quantity: 1 }] }, occasion).order,
  expire: expireOrder,
}

const step = fc.record({
  what: fc.constantFrom(...Object.keys(COMMANDS), 'authorize', 'refuse', 'settle', 'hint', 'sweep', 'elsewhere'),
  outcome: fc.constantFrom(...OUTCOMES),
  /** The process dies in its next call: before it is sent, or before its answer is written. */
  dies: fc.constantFrom('not', 'not', 'before', 'after'),
  /** What the gateway definitely refuses from now on. */
  refuses: fc.constantFrom('nothing', 'nothing', 'capture', 'void'),
  /** The command's key comes once more, later. */
  again: fc.boolean(),
})
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

/** As above, of money that is authorized and then mostly neither taken nor let go of. */
const refusedStep: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('ship', 'cancel', 'pay', 'hint', 'sweep', 'expire'),
  outcome: fc.constantFrom<PaymentStatus>(
    'requires_capture',
    'requires_capture',
    'requires_capture',
    'requires_action',
  ),
  dies: fc.constantFrom('not', 'not', 'not', 'before', 'after'),
  refuses: fc.constantFrom('nothing', 'capture', 'capture', 'void', 'void'),
  again: fc.boolean(),
})

const LIMIT = { timeout: 240_000 }
const RUNS = Number(process.env.LIFE_RUNS ?? 60)

async function live(store: OrderStore, order: StoredOrder, steps: Step[]): Promise<void> {
  const now = { outcome: 'succeeded' as PaymentStatus }
  const dying: { at: Dies } = { at: 'not' }
  const started: Promise<void>[] = []
  const survive = (work: Promise<void>) =>
    work.catch((error) => {
      if (!(error instanceof Died) && !(error instanceof AppError)) throw error
    })
  const rig = createLifeRig(
    { store },
    { outcomeOf: () => now.outcome, run: (deps, one) => void started.push(survive(runEffects(deps, one))) },
  )
  rig.deps.payments = mortal({ ...rig.payments }, dying)
  await store.insert(order)

  async function send(name: string, key: string): Promise<void> {
    const decide = COMMANDS[name]
    const command = { order_id: order.id, client_id: 'shop', idempotency_key: key, name, request: {} }
    if (decide)
      await changeOrder(rig.app, command, (one, occasion) => ({ order: decide(one, occasion) })).then(() => {})
  }

  async function take({ what, outcome, dies, refuses, again }: Step, nth: number): Promise<void> {
    now.outcome = outcome
    dying.at = dies
    const { held } = rig.payments
    held.refusing.clear()
    if (refuses !== 'nothing') held.refusing.add(refuses)
    const waiting = [...held.payments.values()].find(({ status }) => status === 'requires_action')
    const unsure = [...held.payments.values()].find(({ status }) => status === 'processing')
    const captured = [...held.payments.values()].find(({ amount_captured }) => amount_captured > 0)
    if (what === 'authorize' && waiting) capture(waiting.id)
    if (what === 'refuse' && waiting) held.change(waiting.id, { status: 'failed', next_action: null })
    if (what === 'settle' && unsure) capture(unsure.id)
    if (what === 'elsewhere' && captured) {
      const key = rig.runtime.newId('key')
      if ('refund' in held.beginRefund(key, captured.id, { amount: 100 })) held.endRefund(key, 'succeeded')
      await hint('refund.changed', captured.id)
    }
    const any = [...held.payments.keys()].at(-1)
    if (what === 'hint' && any !== undefined) await survive(hint('payment.changed', any))
    if (what === 'sweep') await sweep()
    await survive(send(what, `${nth}`))
    await Promise.all(started)
    if (again) await survive(send(what, `${nth}`))
    await Promise.all(started)
  }

  function capture(id: string): void {
    const amount = rig.payments.held.payments.get(id)?.amount ?? 0
    rig.payments.held.change(id, { status: 'succeeded', amount_captured: amount, next_action: null })
  }

  async function hint(type: 'payment.changed' | 'refund.changed', payment_id: string): Promise<void> {
    const event = { id: 'pev_1', type, payment_id, order_id: order.id, object_id: payment_id, created_at: AT }
    await hearPaymentEvent(rig.app, event)
  }

  async function sweep(): Promise<void> {
    rig.clock.now_ms += 40_000
    const due = await store.find(order.id)
    if (due?.next_effect_at !== undefined) await survive(runEffects(rig.deps, due))
  }

  for (const [nth, one] of steps.entries()) await take(one, nth)
  await rest()
  const end = await rig.drain(order.id)
  // Hints come until they are answered: the last one finds all as it is.
  for (const id of rig.payments.held.payments.keys()) await hint('refund.changed', id)
  expectAgreement(await rig.drain(end.id), rig)

  /** What waits for its customer or its gateway does not wait for ever. */
  async function rest(): Promise<void> {
    dying.at = 'not'
    now.outcome = 'succeeded'
    for (const { id, status } of rig.payments.held.payments.values()) {
      if (status === 'requires_action' || status === 'processing') capture(id)
    }
  }
}

const starts = fc.constantFrom(...[undefined, toUnpaidRequest()])

describeStores('an order’s life', (openStore) => {
  it.each([
    ['anything comes', step],
    ['much is refused', refusedStep],
  ])(
    'when %s in any order, is repeated, and dies anywhere, then order and payments agree',
    LIMIT,
    async (_what, any) => {
      const store = await openStore()
      const property = fc.asyncProperty(starts, fc.array(any, { maxLength: 12 }), (request, steps) =>
        live(store, newOrder(request), steps),
      )
      await fc.assert(property, { numRuns: RUNS })
    },
  )
})
