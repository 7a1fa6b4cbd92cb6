import type { Payment } from '@tradewind/contracts/payments.ts'
import type { BalanceTransaction } from './domain/balance-transaction.ts'
import type { Break } from './domain/break.ts'
import type { PaymentSum } from './domain/compare-ledger.ts'
import type { Posted } from './domain/compare-movement.ts'
import type { GatewayIntent } from './domain/gateway-intent.ts'
import type { Reconciliation } from './domain/reconciliation.ts'

/** Runs, what they have staged of the gateway, and the breaks they found. */
export interface ReconciliationStore {
  /** False when a run was made for this `request_key` already. */
  create(run: Reconciliation, request_key: string | null): Promise<boolean>
  findByRequest(request_key: string): Promise<Reconciliation | undefined>
  find(id: string): Promise<Reconciliation | undefined>
  /** Newest first, older than `before_id`. */
  list(page: { before_id?: string | undefined; limit: number }): Promise<Reconciliation[]>
  /** Takes the oldest run that nobody works at. */
  claim(lease: { now: string; lease_end: string; id?: string | undefined }): Promise<Reconciliation | undefined>
  /** One commit; false when someone else has taken the run over since. */
  advance(step: ReconciliationStep): Promise<boolean>
  /** What of a run is staged. */
  staged: StagedReads
  /** What is in our books. */
  books: BookReads
  /** Deletes up to `limit` staged rows of a run; answers how many. */
  clear(asked: { run_id: string; limit: number }): Promise<number>
  /** Oldest first, after `after`. */
  listBreaks(page: { run_id: string; after: string; limit: number }): Promise<StoredBreak[]>
  findBreak(asked: { run_id: string; id: string }): Promise<StoredBreak | undefined>
  /** One commit with its line in the audit log; false when it was resolved before. */
  resolve(resolution: Resolution): Promise<boolean>
  countOpenBreaks(): Promise<number>
  /** When the newest finished run finished, and until when the newest scheduled one looked. */
  readLast(): Promise<{ finished_at: string | null; scheduled_to: string | null }>
}

export interface ReconciliationStep {
  run: Reconciliation
  intents?: GatewayIntent[]
  movements?: BalanceTransaction[]
  breaks?: (Break & { id: string; created_at: string })[]
}

export interface StagedReads {
  /** In order of `gateway_ref`, each with the payment that names it. */
  listPairs(page: StagedPage): Promise<{ intent: GatewayIntent; payment: Payment | undefined }[]>
  /** In order of their ids; `copied`: it is in our copy of the balance. */
  listMovements(page: StagedPage): Promise<{ movement: BalanceTransaction; copied: boolean }[]>
  /** Those of `gateway_refs` that are staged. */
  findStaged(asked: { run_id: string; gateway_refs: string[] }): Promise<Set<string>>
  /** When an intent was last moved, or refunded. */
  newestMovement(asked: { run_id: string; gateway_ref: string; of: 'all' | 'refunds' }): Promise<string | undefined>
}

export interface StagedPage {
  run_id: string
  after: string
  limit: number
}

export interface BookReads {
  /** Payments of these ids or orders. */
  findPayments(asked: { ids: string[]; order_ids: string[] }): Promise<Payment[]>
  /** In order of their ids, and whether their intent is staged. */
  listPayments(page: WindowPage): Promise<{ payment: Payment; staged: boolean }[]>
  sumPayments(payment_ids: string[]): Promise<PaymentSum[]>
  sumPosted(source_events: string[]): Promise<Posted>
  /** Ledger transactions of a payment, in order of their ids; `payment_at`: when that was made, null without one. */
  listPosted(page: WindowPage): Promise<{ id: string; payment_id: string; payment_at: string | null }[]>
}

export interface WindowPage extends StagedPage {
  from: string
  to: string
}

export interface StoredBreak extends Break {
  id: string
  run_id: string
  created_at: string
  resolved_at: string | null
  resolved_by: string | null
  note: string | null
}

export interface Resolution {
  break: StoredBreak
  note: string
  audit: { id: string; actor: string; at: string }
}
