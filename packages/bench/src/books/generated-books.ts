import { AMOUNT, describePayment, type Prefilled } from './prefill-payments.ts'

/** What is wrong in the books: each at a payment of its own, or beside them. */
export type Fault = 'missing_gateway' | 'missing_local' | 'amount' | 'duplicate_charge' | 'fee'

/** The number of the payment that a fault is at; of what is beside them, the payment it is like. */
const PLACES: Record<Fault, number> = {
  missing_gateway: 10,
  amount: 20,
  fee: 30,
  duplicate_charge: 40,
  missing_local: 50,
}
const BESIDE = ['missing_local', 'duplicate_charge'] as const
const FEE = 117

/** Intents and movements of all payments, newest first, each page made of numbers alone. */
export function createGeneratedBooks(prefilled: Prefilled, has: (fault: Fault) => boolean) {
  const { count } = prefilled
  const isAt = (fault: Fault, number: number) => has(fault) && PLACES[fault] === number

  function toIntent(number: number) {
    const { payment_id, order_id, created_s, suffix } = describePayment(prefilled, number)
    const amount = isAt('amount', number) ? AMOUNT - 1 : AMOUNT
    const charged = { amount, amount_captured: amount, amount_refunded: 0 }
    const taken = { amount, amount_received: amount, amount_capturable: 0, currency: 'usd', created: created_s }
    const made = { id: `pi_${suffix}`, object: 'payment_intent', status: 'succeeded', ...taken }
    return { ...made, metadata: { payment_id, order_id }, latest_charge: { id: `ch_${number}`, ...charged } }
  }

  function toMovement(number: number) {
    const { payment_id, created_s, suffix } = describePayment(prefilled, number)
    const fee = isAt('fee', number) ? FEE + 1 : FEE
    const source = { id: `ch_${number}`, object: 'charge', payment_intent: `pi_${suffix}`, metadata: { payment_id } }
    const booked = { amount: AMOUNT, fee, net: AMOUNT - fee, currency: 'usd', created: created_s }
    return { id: `txn_${suffix}`, object: 'balance_transaction', type: 'charge', ...booked, source }
  }

  function toBeside(fault: (typeof BESIDE)[number]) {
    const { metadata, ...like } = toIntent(PLACES[fault])
    return { ...like, id: `pi_${fault}`, metadata: fault === 'duplicate_charge' ? metadata : {} }
  }

  /** By the number in its cursor, from the newest on. */
  function page<Item>(query: URLSearchParams, toItem: (number: number) => Item) {
    const limit = Number(query.get('limit'))
    const cursor = query.get('starting_after')
    const newest = cursor === null ? count - 1 : Number(cursor.slice(cursor.lastIndexOf('_') + 1)) - 1
    const oldest = Math.max(0, newest - limit + 1)
    const numbers = Array.from({ length: newest - oldest + 1 }, (_, offset) => newest - offset)
    return { object: 'list', has_more: oldest > 0, data: numbers.map(toItem) }
  }

  return {
    listMovements: (query: URLSearchParams) => page(query, toMovement),
    /** What is beside the payments comes with the first page, in front of it. */
    listIntents(query: URLSearchParams) {
      const { data, ...rest } = page(query, toIntent)
      const beside = query.has('starting_after') ? [] : BESIDE.filter(has).map(toBeside)
      const gone = isAt('missing_gateway', PLACES.missing_gateway) ? toIntent(PLACES.missing_gateway).id : undefined
      return { ...rest, data: [...beside, ...data.filter(({ id }) => id !== gone)] }
    },
    findIntent(id: string) {
      const number = Number(id.slice(id.lastIndexOf('_') + 1))
      return number < count && !isAt('missing_gateway', number) ? toIntent(number) : undefined
    },
  }
}
