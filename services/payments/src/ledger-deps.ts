import type { BalanceStore } from './balance-deps.ts'
import type { AccountSum } from './domain/account-sums.ts'
import type { LedgerRow, Seal } from './domain/seal.ts'
import type { ReconciliationStore } from './reconciliation-deps.ts'

/** The ledger after the commit: sealing, verifying, reading. Postings themselves commit with what they are of. */
export interface LedgerStore {
  lastSeal(): Promise<Seal | undefined>
  hasUnsealed(): Promise<boolean>
  /** The entries of up to `limit` transactions that are in no block yet. */
  readUnsealed(limit: number): Promise<LedgerRow[]>
  /** One commit: the block, who is in it, and the sums; false when another one has sealed since. */
  seal(block: SealedBlock): Promise<boolean>
  /** In order, after `sequence`. */
  readSeals(page: { after: number; limit: number }): Promise<Seal[]>
  readSealed(sequence: number): Promise<LedgerRow[]>
  /** The stored sums, and the block up to which they reach. */
  readSums(): Promise<{ sequence: number; sums: AccountSum[] }>
  /** Transactions, or entries, in order of their ids, and whether the chain knows them. */
  readChained(page: { of: 'transactions' | 'entries'; after: string; limit: number }): Promise<Chained[]>
  countUnsealed(): Promise<number>
  listAccounts(): Promise<Account[]>
  /** Newest first, older than `before_id`. */
  listEntries(page: EntryPage): Promise<Entry[]>
}

export interface SealedBlock {
  seal: Seal
  transaction_ids: string[]
  sums: AccountSum[]
}

export interface Chained {
  id: string
  transaction_id: string
  /** Null when no chain row has the transaction. */
  chained: string | null
}

export interface Account extends AccountSum {
  grows_by: 'debit' | 'credit'
}

export interface Entry {
  id: string
  transaction_id: string
  payment_id: string | null
  account: string
  direction: 'debit' | 'credit'
  amount: number
  currency: string
  created_at: string
}

export interface EntryPage {
  account?: string | undefined
  payment_id?: string | undefined
  transaction_id?: string | undefined
  /** RFC 3339, from (inclusive). */
  from?: string | undefined
  /** RFC 3339, until (exclusive). */
  until?: string | undefined
  before_id?: string | undefined
  limit: number
}

/** Work that one replica of several does at a time. Only economy rests on it: what is right rests on unique keys. */
export interface LeaseStore {
  /** Takes or extends the lease; false while another one has it. */
  take(lease: { name: string; owner: string; now: string; lease_end: string }): Promise<boolean>
}

/** All that the books need, in the same database as the payments. */
export interface Books {
  ledger: LedgerStore
  leases: LeaseStore
  balance: BalanceStore
  reconciliation: ReconciliationStore
  audit: AuditLog
}

/** What operators did by hand; never changed. */
export interface AuditLog {
  add(line: AuditLine): Promise<void>
}

export interface AuditLine {
  id: string
  at: string
  actor: string
  action: 'break.resolved' | 'attempt.ended'
  object_id: string
  detail: object
}
