import type { GatewayBooks, Page } from '../src/balance-deps.ts'
import type { BalanceTransaction } from '../src/domain/balance-transaction.ts'
import type { GatewayIntent } from '../src/domain/gateway-intent.ts'

export interface FakeBooks extends GatewayBooks {
  /** In the order in which they came about. */
  movements: BalanceTransaction[]
  intents: GatewayIntent[]
  /** What each payout paid out. */
  paid_out: Record<string, string[]>
  page_size: number
  /** Pages asked for. */
  asked: number
}

let movements = 0

/** A charge of 30.00 USD with its fee, unless told. */
export function buildMovement(given: Partial<BalanceTransaction> = {}): BalanceTransaction {
  const count = ++movements
  const { amount = 3000, fee = 117, created_at = new Date().toISOString() } = given
  return {
    id: `txn_${String(count).padStart(6, '0')}`,
    type: 'charge',
    amount,
    fee,
    net: amount - fee,
    currency: 'USD',
    source_ref: `ch_${count}`,
    charge_ref: `ch_${count}`,
    gateway_ref: `pi_${count}`,
    payment_id: null,
    ...given,
    created_at: `${created_at.slice(0, 19)}.000Z`,
  }
}

export const buildPayout = (amount: number, given: Partial<BalanceTransaction> = {}): BalanceTransaction => {
  const payout = { type: 'payout', amount: -amount, fee: 0, charge_ref: null, gateway_ref: null }
  return buildMovement({ ...payout, source_ref: 'po_1', ...given })
}

/** Pages through what the test put in. */
export function createFakeBooks(): FakeBooks {
  const pageOf = <Item extends { id: string }>(all: Item[], after: string | undefined): Page<Item> => {
    fake.asked += 1
    const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1
    const data = all.slice(start, start + fake.page_size)
    return { data, has_more: start + data.length < all.length }
  }
  const fake: FakeBooks = {
    movements: [],
    intents: [],
    paid_out: {},
    page_size: 2,
    asked: 0,
    async listBalance({ from_ms, until_ms = Infinity, after }) {
      const isIn = ({ created_at }: BalanceTransaction) =>
        Date.parse(created_at) >= Math.floor(from_ms / 1000) * 1000 && Date.parse(created_at) <= until_ms
      return pageOf(fake.movements.filter(isIn).toReversed(), after)
    },
    async listIntents({ from_ms, until_ms, after }) {
      const isIn = ({ created_at }: GatewayIntent) =>
        Date.parse(created_at) >= Math.floor(from_ms / 1000) * 1000 && Date.parse(created_at) <= until_ms
      const all = fake.intents.filter(isIn).toReversed()
      const start = after === undefined ? 0 : all.findIndex(({ gateway_ref }) => gateway_ref === after) + 1
      const data = all.slice(start, start + fake.page_size)
      return { data, has_more: start + data.length < all.length }
    },
    readIntent: async (ref) => fake.intents.find(({ gateway_ref }) => gateway_ref === ref),
    async listPayout({ payout_ref, after }) {
      return pageOf(
        (fake.paid_out[payout_ref] ?? []).map((id) => ({ id })),
        after,
      )
    },
  }
  return fake
}
