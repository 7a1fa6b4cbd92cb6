import type { ChargeFilter, IntentFilter } from '../gateway-store.ts'

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
  where.addGiven(`${position} < ?`, filter.after)
  where.addGiven(`${position} > ?`, filter.before)
  where.addGiven(`${position} >= ?`, filter.from)
  where.addGiven(`${position} < ?`, filter.until)
  const source = lead
    ? 'payment_intent_metadata m CROSS JOIN payment_intents i ON i.position = m.position'
    : 'payment_intents i'
  const order = filter.before === undefined ? 'DESC' : 'ASC'
  const sql = `SELECT i.position, i.object FROM ${source}${where.text()} ORDER BY ${position} ${order} LIMIT ?`
  return { sql, params: [...where.params, filter.limit] }
}

export function buildChargeQuery({ limit, newest_first, after, order_id }: ChargeFilter): Query {
  const where = new Conditions()
  where.addGiven('order_id = ?', order_id)
  where.addGiven(newest_first ? 'position < ?' : 'position > ?', after)
  const order = newest_first ? 'DESC' : 'ASC'
  const sql = `SELECT position, object FROM charges${where.text()} ORDER BY position ${order} LIMIT ?`
  return { sql, params: [...where.params, limit] }
}

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

  text(): string {
    return this.clauses.length > 0 ? ` WHERE ${this.clauses.join(' AND ')}` : ''
  }
}
