import type { BalanceTransaction } from './domain/balance-transaction.ts'
import type { GatewayIntent } from './domain/gateway-intent.ts'
import type { LedgerTransaction } from './domain/ledger.ts'

/** What the gateway has in its own books, to read. Each throws when the gateway does not answer. */
export interface GatewayBooks {
  /** A page of all that moved from `from_ms` to `until_ms` (to the second), newest first, older than `after`. */
  listBalance(page: { from_ms: number; until_ms?: number; after?: string }): Promise<Page<BalanceTransaction>>
  /** A page of the intents it made in that time, newest first, each as its charge is now. */
  listIntents(page: { from_ms: number; until_ms: number; after?: string }): Promise<Page<GatewayIntent>>
  readIntent(gateway_ref: string): Promise<GatewayIntent | undefined>
  /** What a payout paid out; nothing when the gateway does not know that of it. */
  listPayout(page: { payout_ref: string; after?: string }): Promise<Page<{ id: string }>>
}

export interface Page<Item> {
  data: Item[]
  has_more: boolean
}

/** Our copy of the gateway's balance: what is in it is posted. */
export interface BalanceStore {
  /** RFC 3339: all that is older is in the copy; undefined before the first look. */
  readCursor(): Promise<string | undefined>
  moveCursor(created_at: string): Promise<void>
  /** When the oldest payment was made. */
  firstPaymentAt(): Promise<string | undefined>
  /** Those of `ids` that are in the copy. */
  findKnown(ids: string[]): Promise<Set<string>>
  /** Payments by intent or by id. */
  findPayments(asked: { gateway_refs: string[]; ids: string[] }): Promise<{ id: string; gateway_ref: string | null }[]>
  /** One commit: into the copy, and what they post. @throws when one is there already */
  add(imported: { movements: BalanceTransaction[]; transactions: LedgerTransaction[] }): Promise<void>
  /** A payout whose parts are not known yet, the oldest. */
  findOpenPayout(): Promise<{ id: string; payout_ref: string } | undefined>
  markPaidOut(paid: { ids: string[]; payout_ref: string }): Promise<void>
  /** In order of time, after `after`. */
  listPayouts(page: PayoutPage): Promise<Payout[]>
  /** In order of their ids, after `after`, without the payout itself. */
  listPaidOut(page: { payout_ref: string; after: string; limit: number }): Promise<BalanceTransaction[]>
}

export interface Payout extends BalanceTransaction {
  payout_ref: string
}

export interface PayoutPage {
  from?: string | undefined
  until?: string | undefined
  after: { created_at: string; id: string }
  limit: number
}
