import type { Payment } from '@tradewind/contracts/payments.ts'
import type { Break } from '../domain/break.ts'
import { compareLedger } from '../domain/compare-ledger.ts'
import { comparePayment } from '../domain/compare-payment.ts'
import type { GatewayIntent } from '../domain/gateway-intent.ts'
import { judgeStray } from '../domain/judge-stray.ts'
import type { Reconciliation } from '../domain/reconciliation.ts'
import { confirmPayment, isUnderWay } from './confirm-payment.ts'
import { isYoung, nextPosition, type PhaseStep, type Reconciling } from './reconciling.ts'

const PAGE = 500

/** A page of the gateway's intents beside the payments that name them. */
export async function comparePairs(deps: Reconciling, run: Reconciliation): Promise<PhaseStep> {
  const { staged } = deps.reconciliation
  const pairs = await staged.listPairs({ run_id: run.id, after: run.position, limit: PAGE })
  const matched = pairs.flatMap(({ intent, payment }) => (payment ? [{ intent, payment }] : []))
  const strays = pairs.flatMap(({ intent, payment }) => (payment ? [] : [intent]))
  const breaks = [...(await compareMatched(deps, run.id, matched)), ...(await judgeStrays(deps, strays))]
  const refs = pairs.map(({ intent }) => intent.gateway_ref)
  return { breaks, position: nextPosition(refs, PAGE) }
}

interface Pair {
  payment: Payment
  intent: GatewayIntent
}

async function compareMatched(deps: Reconciling, run_id: string, pairs: Pair[]): Promise<Break[]> {
  const sums = await deps.reconciliation.books.sumPayments(pairs.map(({ payment }) => payment.id))
  const byPayment = Map.groupBy(sums, ({ payment_id }) => payment_id)
  const breaks: Break[] = []
  for (const pair of pairs) {
    const { payment, intent } = pair
    const posted = byPayment.get(payment.id) ?? []
    if (comparePayment(pair).length + compareLedger(payment, posted).length === 0) continue
    const suspect = { run_id, payment_id: payment.id, gateway_ref: intent.gateway_ref }
    breaks.push(...(await confirmPayment(deps, suspect)))
  }
  return breaks
}

async function judgeStrays(deps: Reconciling, intents: GatewayIntent[]): Promise<Break[]> {
  const named = (name: 'payment_id' | 'order_id') => [...new Set(intents.flatMap((intent) => intent[name] ?? []))]
  const asked = { ids: named('payment_id'), order_ids: named('order_id') }
  const payments = await deps.reconciliation.books.findPayments(asked)
  return intents.flatMap((intent) => {
    const own = payments.filter(({ id, order_id }) => id === intent.payment_id || order_id === intent.order_id)
    const judged = judgeStray({ intent, payments: own })
    if (!judged) return []
    if ('open' in judged) return isUnderWay(deps, judged.open) ? [] : comparePayment({ payment: judged.open, intent })
    // A double is seen on both sides: its payment is there, with another charge.
    const waits = judged.found.type === 'missing_local' && isYoung(deps, intent.created_at)
    return waits ? [] : [judged.found]
  })
}
