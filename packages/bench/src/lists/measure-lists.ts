import type { OrderFilter, OrderQuery, Position, Sort } from '../../../../services/orders/src/domain/order-query.ts'
import type { OrderStore } from '../../../../services/orders/src/store-deps.ts'

const NEWEST: Sort = { by: 'created_at', direction: 'desc' }
const LIMIT = 20
const PAGES = 500
const STEP = 100
const TIMES = 300

/** Everything that a list may be asked for, alone and together. */
const QUESTIONS: [string, OrderFilter, Sort?][] = [
  ['all', {}],
  ['sort=created_at', {}, { by: 'created_at', direction: 'asc' }],
  ['sort=-total', {}, { by: 'total', direction: 'desc' }],
  ['sort=number', {}, { by: 'number', direction: 'asc' }],
  ['status=completed', { status: ['completed'] }],
  ['status=failed', { status: ['failed'] }],
  ['payment_status=captured', { payment_status: ['captured'] }],
  ['fulfillment_status=unfulfilled', { fulfillment_status: ['unfulfilled'] }],
  ['status, payment_status', { status: ['completed'], payment_status: ['captured'] }],
  ['status, fulfillment_status', { status: ['confirmed'], fulfillment_status: ['unfulfilled'] }],
  ['all three', { status: ['completed'], payment_status: ['captured'], fulfillment_status: ['delivered'] }],
  ['status=pending,confirmed', { status: ['pending', 'confirmed'] }],
  ['status, sort=-total', { status: ['completed'] }, { by: 'total', direction: 'desc' }],
  ['customer_id', { customer_id: 'cus_7' }],
  ['email', { email: 'c7@example.com' }],
  ['email, sort=total', { email: 'c7@example.com' }, { by: 'total', direction: 'asc' }],
  ['number', { number: 100_777 }],
  ['external_reference', { external_reference: 'web-777' }],
  ['created_at', { from_id: 'ord_01kdvdn', before_id: 'ord_01kf' }],
  ['q=tea', { words: ['tea'] }],
  ['q=mug-7', { words: ['mug-7'] }],
  ['q=ada mug-7', { words: ['ada', 'mug-7'] }],
  ['q=tea, status', { words: ['tea'], status: ['completed'] }],
]

export interface Times {
  p50_ms: number
  p99_ms: number
}

export interface ListFigures {
  question: string
  first: Times
  /** Of page 500, or of the last one where there are fewer. */
  far: Times
  far_page: number
}

/** How long each question's first page and its page 500 take, on the store itself. */
export async function measureLists(store: OrderStore): Promise<ListFigures[]> {
  const figures: ListFigures[] = []
  for (const [question, filter, sort = NEWEST] of QUESTIONS) {
    const query = { filter, sort, limit: LIMIT }
    const { after, page } = await walkTo(store, query)
    const first = await time(() => store.list(query))
    const far = await time(() => store.list({ ...query, ...(after && { after }) }))
    figures.push({ question, first, far, far_page: page })
  }
  return figures
}

async function walkTo(store: OrderStore, query: OrderQuery): Promise<{ after?: Position; page: number }> {
  let after: Position | undefined
  let seen = 0
  while (seen < (PAGES - 1) * LIMIT) {
    const limit = Math.min(STEP, (PAGES - 1) * LIMIT - seen)
    const { orders, next } = await store.list({ ...query, limit, ...(after && { after }) })
    if (!next) break
    after = next
    seen += orders.length
  }
  return { ...(after && { after }), page: Math.floor(seen / LIMIT) + 1 }
}

async function time(work: () => Promise<unknown>): Promise<Times> {
  for (let warm = 0; warm < 10; warm += 1) await work()
  const times: number[] = []
  for (let count = 0; count < TIMES; count += 1) {
    const began = performance.now()
    await work()
    times.push(performance.now() - began)
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.ceil(TIMES * share) - 1] ?? 0
  return { p50_ms: at(0.5), p99_ms: at(0.99) }
}
