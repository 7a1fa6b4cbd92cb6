import type { BalanceTransaction } from '../domain/balance-transaction.ts'
import type { Break } from '../domain/break.ts'
import { compareLedger } from '../domain/compare-ledger.ts'
import { compareMovement, sourceEventsOf } from '../domain/compare-movement.ts'
import type { Reconciliation } from '../domain/reconciliation.ts'
import { confirmPayment, missingAtGateway } from './confirm-payment.ts'
import { isYoung, nextPosition, type PhaseStep, type Reconciling } from './reconciling.ts'

const PAGE = 500
/** Each may have to be read at the gateway. */
const PAYMENTS = 100

const pageOf = ({ id: run_id, from, to, position: after }: Reconciliation, limit = PAGE) => ({
  run_id,
  from,
  to,
  after,
  limit,
})

/** A page of our payments of the window, for those of which the gateway has shown nothing. */
export async function comparePayments(deps: Reconciling, run: Reconciliation): Promise<PhaseStep> {
  const { books } = deps.reconciliation
  const page = await books.listPayments(pageOf(run, PAYMENTS))
  const alone = page.flatMap(({ payment, staged }) => (staged ? [] : [payment]))
  const breaks: Break[] = []
  for (const payment of alone.filter(({ gateway_ref }) => gateway_ref !== null)) {
    const suspect = { run_id: run.id, payment_id: payment.id, gateway_ref: payment.gateway_ref ?? '' }
    breaks.push(...(await confirmPayment(deps, suspect)))
  }
  const unnamed = alone.filter(({ gateway_ref }) => gateway_ref === null)
  const sums = await books.sumPayments(unnamed.map(({ id }) => id))
  for (const payment of unnamed) breaks.push(...missingAtGateway(deps, payment), ...compareLedger(payment, sums))
  const ids = page.map(({ payment }) => payment.id)
  return { breaks, payments: page.length, position: nextPosition(ids, PAYMENTS) }
}

/** A page of the gateway's movements beside what is posted of them. */
export async function compareFees(deps: Reconciling, run: Reconciliation): Promise<PhaseStep> {
  const { staged, books } = deps.reconciliation
  const page = await staged.listMovements(pageOf(run))
  const posted = await books.sumPosted(page.flatMap(({ movement }) => sourceEventsOf(movement)))
  const breaks = page.flatMap(({ movement, copied }) => {
    // What is in our copy was posted with it, all but a dispute; else it may be on its way here.
    const isPosted = copied && movement.type !== 'adjustment'
    if (!isPosted && isYoung(deps, movement.created_at)) return []
    return [...compareMovement(movement, posted), ...findCharged(deps, movement)]
  })
  const ids = page.map(({ movement }) => movement.id)
  return { breaks, position: nextPosition(ids, PAGE) }
}

/** A charge that belongs to no intent: no payment of ours can name it. */
function findCharged(
  deps: Reconciling,
  { type, gateway_ref, charge_ref, amount, created_at }: BalanceTransaction,
): Break[] {
  if (type !== 'charge' || gateway_ref !== null || charge_ref === null || isYoung(deps, created_at)) return []
  const seen = { charge_ref, expected: null, actual: amount }
  return [{ type: 'missing_local', subject: charge_ref, payment_id: null, gateway_ref: charge_ref, ...seen }]
}

/** A page of what was posted in the window, for payments that are gone or of another window. */
export async function comparePosted(deps: Reconciling, run: Reconciliation): Promise<PhaseStep> {
  const { books } = deps.reconciliation
  const page = await books.listPosted(pageOf(run))
  const orphans = page.filter(({ payment_at }) => payment_at === null)
  const older = page.filter(({ payment_at }) => payment_at !== null && payment_at < run.from)
  const ids = [...new Set(older.map(({ payment_id }) => payment_id))]
  const [payments, sums] = [await books.findPayments({ ids, order_ids: [] }), await books.sumPayments(ids)]
  const breaks = [
    ...orphans.map(({ id, payment_id }) => toOrphan(id, payment_id)),
    ...payments.flatMap((payment) => compareLedger(payment, sums)),
  ]
  const last = page.map(({ id }) => id)
  return { breaks, position: nextPosition(last, PAGE) }
}

function toOrphan(transaction_id: string, payment_id: string): Break {
  const seen = { gateway_ref: null, charge_ref: null, expected: null, actual: transaction_id }
  return { type: 'ledger', subject: payment_id, payment_id, ...seen }
}

/** Takes away a page of what was staged. */
export async function clearStaging({ reconciliation }: Reconciling, run: Reconciliation): Promise<PhaseStep> {
  const cleared = await reconciliation.clear({ run_id: run.id, limit: PAGE })
  return { position: cleared > 0 ? run.id : undefined }
}
