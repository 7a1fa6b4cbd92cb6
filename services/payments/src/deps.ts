import type { Payment } from '@tradewind/contracts/payments.ts'
import type { Logger } from '@tradewind/service/logger.ts'
import type { Runtime } from '@tradewind/service/runtime.ts'
import type { GatewayBooks } from './balance-deps.ts'
import type { Attempt } from './domain/attempt.ts'
import type { LedgerTransaction } from './domain/ledger.ts'
import type { LookUp, Outcome } from './domain/outcome.ts'
import type { Books } from './ledger-deps.ts'

/** Where payments live. Every answer of a write means: on disk. Times are RFC 3339. */
export interface PaymentStore {
  /**
   * T1, one commit: key, payment and attempt. False when the key is there already.
   * @throws AppError `order_already_paid`
   */
  begin(charge: NewCharge): Promise<boolean>
  /** T2, one commit; false when someone else has taken the attempt over since (its fence is higher). */
  settle(settlement: Settlement): Promise<boolean>
  /** The attempt goes on later; false as for `settle`. */
  postpone(attempt: Attempt): Promise<boolean>
  /** What is about to be sent, before it is; false as for `settle`. */
  recordSend(attempt: Attempt): Promise<boolean>
  /** Takes up to `limit` attempts whose time has come, longest due first, until `lease_end`. */
  claimDue(claim: { now: string; lease_end: string; limit: number }): Promise<Attempt[]>
  /** Takes the attempt of a payment if nothing of it has been sent. */
  claimPending(claim: { payment_id: string; lease_end: string }): Promise<Attempt | undefined>
  find(id: string): Promise<Payment | undefined>
  findByKey(key: ClientKey): Promise<{ request_hash: string; payment_id: string } | undefined>
  /** Newest first, older than `before_id`. */
  list(page: { order_id: string; limit: number; before_id?: string }): Promise<Payment[]>
  /** Attempts without an outcome, by status, and when the oldest began. */
  countOpen(): Promise<{ status: string; attempts: number; oldest: string }[]>
}

export interface ClientKey {
  client_id: string
  idempotency_key: string
}

/** What T1 stores. */
export interface NewCharge {
  key: ClientKey & { request_hash: string }
  payment: Payment
  attempt: Attempt
}

/** What T2 stores; `payment.version` is one more than what is stored. */
export interface Settlement {
  attempt: Attempt
  payment: Payment
  transaction: LedgerTransaction | undefined
}

export interface Gateway {
  name: string
  /** The exact request, as text: stored before it is sent, so that a re-send is the same to the letter. */
  toRequest(charge: { payment: Payment; attempt_id: string; return_url: string | undefined }): string
  /** Creates and confirms under `key`. Never throws: what is not known is `unknown`. */
  charge(call: { request: string; key: string }): Promise<Outcome>
  /** What the gateway has of an attempt, among all it created from `from_ms` to `until_ms`. */
  lookUp(asked: { attempt_id: string; from_ms: number; until_ms: number }): Promise<LookUp>
}

/** What a run of an attempt came to. */
export interface Result {
  payment: Payment
  /** False when provably nothing has reached the gateway. */
  sent: boolean
}

/** The attempts that run in this process, by payment. */
export interface Runs {
  start(payment_id: string, work: () => Promise<Result>): Promise<Result>
  find(payment_id: string): Promise<Result> | undefined
  /** Resolves when none is left. */
  drained(): Promise<void>
}

/** What the use cases need. */
export interface Deps extends Books {
  gatewayBooks: GatewayBooks
  store: PaymentStore
  gateway: Gateway
  runs: Runs
  runtime: Runtime
  log: Logger
  retry_scale: number
  /** Where a customer goes on after 3-D Secure, when the request names no place. */
  return_url: string | undefined
}
