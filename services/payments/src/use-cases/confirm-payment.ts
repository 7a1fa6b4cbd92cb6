import type { Payment } from '@tradewind/contracts/payments.ts'
import type { Break } from '../domain/break.ts'
import { compareLedger } from '../domain/compare-ledger.ts'
import { comparePayment } from '../domain/compare-payment.ts'
import type { GatewayIntent } from '../domain/gateway-intent.ts'
import { isYoung, type Reconciling } from './reconciling.ts'

interface Suspect {
  run_id: string
  payment_id: string
  gateway_ref: string
}

/**
 * Reads a payment that seems wrong anew on both sides: what was staged may have changed since. Answers what is wrong with it
 * still, and nothing while it is under way.
 */
export async function confirmPayment(deps: Reconciling, suspect: Suspect): Promise<Break[]> {
  const { store, reconciliation, gatewayBooks } = deps
  const payment = await store.find(suspect.payment_id)
  if (!payment || isUnderWay(deps, payment)) return []
  const intent = await gatewayBooks.readIntent(suspect.gateway_ref)
  const inLedger = compareLedger(payment, await reconciliation.books.sumPayments([payment.id]))
  if (!intent) return [...missingAtGateway(deps, payment), ...inLedger]
  const differing = comparePayment({ payment, intent })
  const waits = differing.length > 0 && (await isNews(deps, { run_id: suspect.run_id, payment, intent }))
  return waits ? inLedger : [...differing, ...inLedger]
}

/** An attempt of ours decides what becomes of it. */
export const isUnderWay = (deps: Reconciling, { status, updated_at }: Payment): boolean =>
  (status === 'processing' || status === 'created') && isYoung(deps, updated_at)

/** A payment without money that the gateway has nothing of is as it should be. */
export function missingAtGateway(deps: Reconciling, payment: Payment): Break[] {
  const { id, status, gateway_ref, amount_captured, amount_capturable, created_at } = payment
  if ((status !== 'succeeded' && status !== 'requires_capture') || isYoung(deps, created_at)) return []
  const expected = amount_captured + amount_capturable
  const seen = { gateway_ref, charge_ref: null, expected, actual: null }
  return [{ type: 'missing_gateway', subject: id, payment_id: id, ...seen }]
}

interface Differing {
  run_id: string
  payment: Payment
  intent: GatewayIntent
}

/** What came about at the gateway itself, by a customer or by hand, and that we may just not have heard of yet. */
async function isNews(deps: Reconciling, { run_id, payment, intent }: Differing): Promise<boolean> {
  const isAwaited = payment.status === 'requires_action'
  if (!isAwaited && payment.amount_captured !== intent.amount_captured) return false
  const asked = { run_id, gateway_ref: intent.gateway_ref, of: isAwaited ? ('all' as const) : ('refunds' as const) }
  const newest = await deps.reconciliation.staged.newestMovement(asked)
  return newest !== undefined && isYoung(deps, newest)
}
