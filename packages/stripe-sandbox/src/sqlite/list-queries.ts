import type { ChargeFilter, EventFilter, IntentFilter, ListFilter, Page } from '../gateway-store.ts'

interface Query {
  sql: string
  params: (string | number)[]
}

/** The first metadata pair leads, so that the rows come in order from its index whatever else is asked. */
export function buildIntentQuery(filter: IntentFilter): Query {
  const [lead, ...others] = filter.metadata ?? []
  const position = lead ? 'm.position' : 'i.position'
  const where = new Conditions()
  if (lead) where.add('m.key = ? AND m.value = ?', lead)
  for (const pair of others) where.add(HAS_PAIR, pair)
  where.addGiven('i.customer = ?', filter.customer)
  where.addPage(filter, position)
  const source = lead
    ? 'payment_intent_metadata m CROSS JOIN payment_intents i ON i.position = m.position'
    : 'payment_intents i'
  const sql = `SELECT i.position, i.object FROM ${source}${where.text()} ORDER BY ${position} ${orderOf(filter)} LIMIT ?`
  return { sql, params: [...where.params, filter.limit] }
}

/** The members' names come from our own code, never from a request. */
export function buildObjectQuery(table: string, filter: ListFilter): Query {
  const where = new Conditions()
  for (const [member, value] of Object.entries(filter.equals ?? {})) where.addGiven(`${member} = ?`, value)
  where.addPage(filter, 'position')
  const sql = `SELECT position, object FROM ${table}${where.text()} ORDER BY position ${orderOf(filter)} LIMIT ?`
  return { sql, params: [...where.params, filter.limit] }
}

/** One page of each type, then the first of them all: rare types are found as fast as frequent ones. */
export function buildEventQuery(filter: EventFilter): Query {
  const pages = (filter.types ?? [undefined]).map((type) => {
    const where = new Conditions()
    where.addGiven('type = ?', type)
    where.addPage(filter, 'position')
    const sql = `SELECT * FROM (SELECT * FROM events${where.text()} ORDER BY position ${orderOf(filter)} LIMIT ?)`
    return { sql, params: [...where.params, filter.limit] }
  })
  const sql = `SELECT *, ${PENDING_WEBHOOKS} FROM (${pages.map((page) => page.sql).join(' UNION ALL ')}) e ORDER BY position ${orderOf(filter)} LIMIT ?`
  return { sql, params: [...pages.flatMap(({ params }) => params), filter.limit] }
}

export const PENDING_WEBHOOKS =
  '(SELECT count(*) FROM webhook_deliveries d WHERE d.event_position = e.position AND d.next_at IS NOT NULL) AS pending_webhooks'

export function buildChargeQuery({ limit, newest_first, after, order_id }: ChargeFilter): Query {
  const where = new Conditions()
  where.addGiven('order_id = ?', order_id)
  where.addGiven(newest_first ? 'position < ?' : 'position > ?', after)
  const order = newest_first ? 'DESC' : 'ASC'
  const sql = `SELECT position, object FROM charges${where.text()} ORDER BY position ${order} LIMIT ?`
  return { sql, params: [...where.params, limit] }
}

/** A page before a cursor is read from the cursor on, and turned round afterwards. */
const orderOf = ({ before }: Page) => (before === undefined ? 'DESC' : 'ASC')

const HAS_PAIR =
  'EXISTS (SELECT 1 FROM payment_intent_metadata x WHERE x.key = ? AND x.value = ? AND x.position = i.position)'

class Conditions {
  readonly params: (string | number)[] = []
  private readonly clauses: string[] = []

  add(clause: string, params: (string | number)[]): void {
    this.clauses.push(clause)
    this.params.push(...params)
  }

  addGiven(clause: string, value: string | number | undefined): void {
    if (value !== undefined) this.add(clause, [value])
  }

  addPage({ after, before, from, until }: Page, position: string): void {
    this.addGiven(`${position} < ?`, after)
    this.addGiven(`${position} > ?`, before)
    this.addGiven(`${position} >= ?`, from)
    this.addGiven(`${position} < ?`, until)
  }

  text(): string {
    return this.clauses.length > 0 ? ` WHERE ${this.clauses.join(' AND ')}` : ''
  }
}
