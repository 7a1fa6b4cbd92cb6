import { failpoint } from '@tradewind/service/failpoint.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { BalanceStore } from '../balance-deps.ts'
import type { Deps } from '../deps.ts'
import { toBalancePostings } from '../domain/balance-postings.ts'
import type { BalanceTransaction } from '../domain/balance-transaction.ts'

/** Read again at every look: what the gateway shows late, or a clock that is off. */
const OVERLAP_MS = 120_000
/** A crash walks so much again. */
const WINDOW_MS = 24 * 3_600_000

export type Importing = Pick<Deps, 'balance' | 'gatewayBooks' | 'runtime'>

/**
 * Posts the fees and payouts that the gateway has booked since the last look; true when there is more at once. Each movement is
 * posted once, when it comes into the copy: what later happens to the posting is for reconciliation to find.
 */
export async function importBalance(deps: Importing): Promise<boolean> {
  const { balance, runtime } = deps
  const now = runtime.now()
  const since = Date.parse((await balance.readCursor()) ?? (await balance.firstPaymentAt()) ?? toTimestamp(now))
  const window_end = since + WINDOW_MS
  const isLast = window_end >= now
  const newest = await walk(deps, { from_ms: since - OVERLAP_MS, ...(isLast ? {} : { until_ms: window_end }) })
  // Of the last window only what was seen is behind us: the gateway's clock may be behind ours.
  const reached = isLast ? Math.max(since, newest) : window_end
  if (reached > since) await balance.moveCursor(toTimestamp(reached))
  return !isLast
}

interface Window {
  from_ms: number
  until_ms?: number
}

/** Answers when the newest of the window was, 0 when it is empty. */
async function walk(deps: Importing, window: Window): Promise<number> {
  let newest = 0
  let after: string | undefined
  for (;;) {
    const { data, has_more } = await deps.gatewayBooks.listBalance({ ...window, ...(after && { after }) })
    newest = Math.max(newest, ...data.map(({ created_at }) => Date.parse(created_at)))
    await addNew(deps, data)
    if (!has_more) return newest
    after = data.at(-1)?.id
  }
}

async function addNew({ balance, runtime }: Importing, page: BalanceTransaction[]): Promise<void> {
  const known = await balance.findKnown(page.map(({ id }) => id))
  const unknown = page.filter(({ id }) => !known.has(id))
  if (unknown.length === 0) return
  const movements = await nameOwners(balance, unknown)
  const making = { newId: runtime.newId, now: runtime.now() }
  const transactions = movements.flatMap((movement) => toBalancePostings(movement, making))
  await balance.add({ movements, transactions })
  failpoint('payments.after_balance_page')
}

/** A payment of another system at the same gateway may have an id like ours: only one that is there counts. */
async function nameOwners(balance: BalanceStore, movements: BalanceTransaction[]): Promise<BalanceTransaction[]> {
  const asked = {
    gateway_refs: movements.flatMap(({ gateway_ref }) => gateway_ref ?? []),
    ids: movements.flatMap(({ payment_id }) => payment_id ?? []),
  }
  const payments = await balance.findPayments(asked)
  return movements.map((movement) => {
    const own = payments.find(({ id, gateway_ref }) =>
      movement.payment_id ? id === movement.payment_id : gateway_ref !== null && gateway_ref === movement.gateway_ref,
    )
    return { ...movement, payment_id: own?.id ?? null }
  })
}
