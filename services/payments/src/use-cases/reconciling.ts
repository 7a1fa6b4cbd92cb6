import type { Deps } from '../deps.ts'
import type { BalanceTransaction } from '../domain/balance-transaction.ts'
import type { Break } from '../domain/break.ts'
import type { GatewayIntent } from '../domain/gateway-intent.ts'

/** What a reconciliation needs. */
export type Reconciling = Pick<
  Deps,
  'reconciliation' | 'gatewayBooks' | 'balance' | 'store' | 'runtime' | 'retry_scale' | 'reconcile_settle_ms'
>

/** What one page of a phase came to; without `position` the phase is over. */
export interface PhaseStep {
  position?: string | undefined
  intents?: GatewayIntent[]
  movements?: BalanceTransaction[]
  /** Payments looked at. */
  payments?: number
  breaks?: Break[]
}

/** What is younger may be under way: seen on one side only it waits for the next run. */
export const isYoung = ({ runtime, reconcile_settle_ms }: Reconciling, time: string): boolean =>
  runtime.now() - Date.parse(time) < reconcile_settle_ms

/** Where the next page begins; undefined after the last. */
export const nextPosition = (ids: string[], limit: number): string | undefined =>
  ids.length < limit ? undefined : ids.at(-1)
