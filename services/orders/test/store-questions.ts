import type { OrderFilter, Position } from '../src/domain/order-query.ts'
import { SORTS } from '../src/http/list-schemas.ts'
import { readSort } from '../src/http/read-filter.ts'
import type { OrderStore } from '../src/store-deps.ts'

/** The index, or all of them, that each kind of store must answer it with. */
interface Indexes {
  sqlite: string[]
  mongodb: string[]
}

export interface StoreQuestion extends Indexes {
  name: string
  ask(store: OrderStore): Promise<unknown>
}

const both = (...names: string[]): Indexes => ({ sqlite: names, mongodb: names })
const BY_ID: Indexes = { sqlite: ['sqlite_autoindex_orders_1'], mongodb: ['_id_'] }

const key = { client_id: 'a', idempotency_key: 'k' }
const work = { status: 'picking', limit: 20 } as const

/** What is asked again and again, whatever the number of orders. */
export const WORK_QUESTIONS: StoreQuestion[] = [
  { name: 'an order by its key', ...both('orders_by_key'), ask: (store) => store.findByKey(key) },
  {
    name: 'what is due',
    ...both('orders_due'),
    ask: (store) => store.claimDue({ now: '2', until: '3', owner: 'rep_1', limit: 1 }),
  },
  { name: 'the queue of pickers', ...both('orders_pickable'), ask: (store) => store.listPickable(20) },
  {
    name: 'what a key claimed',
    sqlite: [...BY_ID.sqlite, 'claim_keys'],
    mongodb: ['orders_by_claim_key'],
    ask: (store) => store.findClaimed([key]),
  },
  {
    name: 'the order of a parcel',
    sqlite: [...BY_ID.sqlite, 'fulfillments'],
    mongodb: ['fulfillments_by_id'],
    ask: (store) => store.findByFulfillment('ful_1'),
  },
  { name: 'the work list', ...both('fulfillments_by_status'), ask: (store) => store.listFulfillments(work) },
  {
    name: 'the next page of the work list',
    ...both('fulfillments_by_status'),
    ask: (store) => store.listFulfillments({ ...work, from_order_id: 'ord_5' }),
  },
  {
    name: 'a picker’s work',
    ...both('fulfillments_by_picker'),
    ask: (store) => store.listFulfillments({ ...work, picker: 'ann' }),
  },
]

const FILTERS: (Indexes & { by: string; filter: OrderFilter })[] = [
  { by: 'nothing', ...BY_ID, filter: {} },
  { by: 'time', ...BY_ID, filter: { from_id: 'ord_1', before_id: 'ord_9' } },
  { by: 'status', sqlite: ['orders_by_state'], mongodb: ['orders_by_status'], filter: { status: ['pending'] } },
  {
    by: 'two of the states',
    sqlite: ['orders_by_state'],
    mongodb: ['orders_by_fulfillment_status'],
    filter: { payment_status: ['captured', 'failed'], fulfillment_status: ['unfulfilled'] },
  },
  {
    by: 'all states',
    ...both('orders_by_state'),
    filter: { status: ['pending'], payment_status: ['captured'], fulfillment_status: ['unfulfilled'] },
  },
  { by: 'customer, status', ...both('orders_by_customer_id'), filter: { customer_id: 'c', status: ['pending'] } },
  { by: 'mail, words', ...both('orders_by_email'), filter: { email: 'a@b.example', words: ['mug'] } },
  { by: 'number', ...both('orders_by_number'), filter: { number: 1 } },
  { by: 'reference', ...both('orders_by_external_reference'), filter: { external_reference: 'r' } },
  {
    by: 'words, status',
    sqlite: ['order_terms'],
    mongodb: ['_id_'],
    filter: { words: ['mug', 'ada'], status: ['pending'] },
  },
]
const PLACE: Position = { id: 'ord_5', value: 5 }

const SORTED = SORTS.flatMap((sort) => [undefined, PLACE].map((after) => ({ sort, after })))

/** Each filter in each sort, at the beginning and further on, with the number of all that fit. */
export const LIST_QUESTIONS: StoreQuestion[] = FILTERS.flatMap(({ by, filter, sqlite, mongodb }) =>
  SORTED.map(({ sort, after }) => ({
    name: `a list by ${by}, ${sort}, ${after ? 'further on' : 'at first'},`,
    sqlite,
    mongodb,
    async ask(store) {
      await store.list({ filter, sort: readSort(sort), limit: 20, ...(after && { after }) })
      await store.count(filter)
    },
  })),
)
