import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { GatewayIntent } from '../../src/domain/gateway-intent.ts'
import type { StoredBreak } from '../../src/reconciliation-deps.ts'
import { createReconciliationStore } from '../../src/sql/recon-store.ts'
import { runReconciliation } from '../../src/use-cases/run-reconciliation.ts'
import { captured } from '../build-charge.ts'
import { buildMovement } from '../fake-books.ts'
import { openBalance } from './open-balance.ts'
import { buildSettlement } from './open-store.ts'

const MINUTE_MS = 60_000

/** An intent that took 30.00 USD, unless told. */
export const buildIntent = (given: Partial<GatewayIntent> & Pick<GatewayIntent, 'gateway_ref'>): GatewayIntent => ({
  charge_ref: `ch_${given.gateway_ref}`,
  payment_id: null,
  order_id: null,
  status: 'succeeded',
  amount: 3000,
  amount_captured: 3000,
  amount_capturable: 0,
  amount_refunded: 0,
  currency: 'USD',
  ...given,
  created_at: `${(given.created_at ?? toTimestamp(Date.now() - 10 * MINUTE_MS)).slice(0, 19)}.000Z`,
})

/** Two books that agree, on a new database from `create` and at a gateway, to plant faults in. */
export async function openReconciliation(create: Parameters<typeof openBalance>[0]) {
  const opened = await openBalance(create)
  const { store, gatewayBooks, balance, database } = opened
  const settings = { retry_scale: 0.05, reconcile_settle_ms: MINUTE_MS }
  const runtime = { ...opened.runtime, now: () => Date.now() + opened.clock.ahead_ms }
  const reconciliation = createReconciliationStore(database)
  const deps = { store, gatewayBooks, balance, reconciliation, runtime, ...settings }

  /** A payment of 30.00 USD with its charge and fee, ten minutes old unless told. */
  async function addPaid(ago_ms = 10 * MINUTE_MS) {
    const charge = await opened.begin(Date.now() - ago_ms)
    const settlement = buildSettlement(charge)
    await store.settle(settlement)
    const payment = captured(charge.payment)
    const { id: payment_id, order_id, gateway_ref, created_at } = payment
    const intent = buildIntent({ gateway_ref: gateway_ref ?? '', payment_id, order_id, created_at })
    const movement = buildMovement({ gateway_ref, charge_ref: intent.charge_ref, payment_id, created_at })
    gatewayBooks.intents.push(intent)
    gatewayBooks.movements.push(movement)
    return { payment, intent, movement }
  }

  return {
    ...opened,
    deps,
    reconciliation,
    addPaid,
    /** Over the last hour, unless told; answers its breaks too. */
    async run(window: { from?: number; to?: number } = {}) {
      const breaks: StoredBreak[] = []
      const { from = Date.now() - 60 * MINUTE_MS, to } = window
      const asked = {
        from: toTimestamp(from),
        to: to === undefined ? undefined : toTimestamp(to),
        requested_by: 'test',
      }
      const run = await runReconciliation(deps, { ...asked, eachBreak: (found) => breaks.push(found) })
      return { ...run, breaks }
    },
    readStaged: async () => (await opened.countRows('recon_intents')) + (await opened.countRows('recon_movements')),
  }
}

export type OpenReconciliation = Awaited<ReturnType<typeof openReconciliation>>
