import type { Payment } from '@tradewind/contracts/payments.ts'
import type { Refund } from '@tradewind/contracts/refunds.ts'
import type { Logger } from '@tradewind/service/logger.ts'
import type { Runtime } from '@tradewind/service/runtime.ts'
import type { GatewayBooks } from './balance-deps.ts'
import type { Attempt, AttemptKind } from './domain/attempt.ts'
import type { Change } from './domain/change.ts'
import type { LookUp, Outcome } from './domain/outcome.ts'
import type { StoredEvent } from './domain/payment-event.ts'
import type { Books } from './ledger-deps.ts'
import type { Notices } from './notice-deps.ts'

/** Where payments live. Every answer of a write means: on disk. Times are RFC 3339. */
export interface PaymentStore {
  /**
   * T1 of a charge, one commit: key, payment and attempt. False when the key is there already.
   * @throws AppError `order_already_paid`
   */
  begin(charge: NewCharge): Promise<boolean>
  /** T1 of what changes a payment as a whole; `stale`: it is no longer as it was read. */
  beginCommand(command: NewCommand): Promise<'begun' | 'known' | 'stale'>
  /**
   * T1 of a refund, which reserves its amount. False when the key is there already.
   * @throws AppError `amount_exceeds_refundable`
   */
  beginRefund(refund: NewRefund): Promise<boolean>
  /** For a command that needs nothing of the gateway. False when the key is there already. */
  keepKey(key: KeptKey): Promise<boolean>
  /**
   * T2, one commit; false when someone else has taken the attempt over since (its fence is higher), or when what it
   * changes is no longer as it was read: the attempt then stays open, to be settled on what is there now.
   */
  settle(settlement: Settlement): Promise<boolean>
  /** A change that no attempt of ours has brought about; false when what it changes is no longer as it was read. */
  apply(change: Change): Promise<boolean>
  /** The attempt goes on later; false as for `settle`. */
  postpone(attempt: Attempt): Promise<boolean>
  /** What is about to be sent, before it is; false as for `settle`. */
  recordSend(attempt: Attempt): Promise<boolean>
  /** Takes up to `limit` attempts whose time has come, longest due first, until `lease_end`. */
  claimDue(claim: { now: string; lease_end: string; limit: number }): Promise<Attempt[]>
  /** Takes a payment's (with `refund_id` that refund's) attempts that wait and are in one of these states. */
  claimOpen(claim: OpenClaim): Promise<Attempt[]>
  find(id: string): Promise<Payment | undefined>
  findRefund(id: string): Promise<Refund | undefined>
  findByKey(key: ClientKey): Promise<KnownKey | undefined>
  /** The attempt that waits for its end, of a refund or of the payment as a whole. */
  findOpen(subject: Subject): Promise<Attempt | undefined>
  /** Newest first, older than `before_id`. */
  list(page: { order_id: string; limit: number; before_id?: string }): Promise<Payment[]>
  listRefunds(page: { payment_id: string; limit: number; before_id?: string }): Promise<Refund[]>
  /** Attempts without an outcome, by status, and when the oldest began. */
  countOpen(): Promise<{ status: string; attempts: number; oldest: string }[]>
}

export interface ClientKey {
  client_id: string
  idempotency_key: string
}

/** A key and what its first request was. */
export type NewKey = ClientKey & { request_hash: string }

export interface KnownKey {
  request_hash: string
  payment_id: string
  refund_id: string | null
}

export interface KeptKey {
  key: NewKey
  payment_id: string
  created_at: string
}

/** An attempt is a refund's, or the payment's as a whole. */
export interface Subject {
  payment_id: string
  refund_id: string | null
}

export interface OpenClaim extends Subject {
  statuses: ('pending' | 'unknown')[]
  lease_end: string
}

/** What T1 of a charge stores. */
export interface NewCharge {
  key: NewKey
  payment: Payment
  attempt: Attempt
}

/** What T1 of a command stores; `payment.version` is one more than what is stored. */
export interface NewCommand extends NewCharge {
  events: StoredEvent[]
}

export interface NewRefund {
  key: NewKey
  refund: Refund
  attempt: Attempt
  events: StoredEvent[]
}

/** What T2 stores. */
export interface Settlement extends Change {
  attempt: Attempt
}

export interface Gateway {
  name: string
  /** Why it cannot move this amount; asked before anything is stored. */
  findMoneyFault(money: Money): MoneyFault | undefined
  /** The exact request, as text: stored before it is sent, so that a re-send is the same to the letter. */
  toRequest(asked: GatewayRequest): string
  /** Asks under `key`. Never throws: what is not known is `unknown`. */
  send(call: { kind: AttemptKind; request: string; key: string }): Promise<Outcome>
  /** What the gateway has done of an attempt; a charge is sought among all it created from `from_ms` to `until_ms`. */
  lookUp(asked: SentAttempt): Promise<LookUp>
}

/** Minor units. A part of a charge is captured or refunded. */
export interface Money {
  amount: number
  currency: string
  of: 'charge' | 'part'
}

export interface MoneyFault {
  code: 'currency_unsupported' | 'amount_too_small' | 'amount_not_representable'
  pointer: string
  detail: string
}

/** What is asked of the gateway. Amounts in our minor units. */
export type GatewayRequest =
  | { kind: 'charge'; payment: Payment; attempt_id: string; return_url: string | undefined }
  | { kind: 'capture'; payment: Payment; amount: number | undefined }
  | { kind: 'cancel'; payment: Payment }
  | { kind: 'confirm'; payment: Payment; return_url: string | undefined }
  | { kind: 'refund'; payment: Payment; refund: Refund }

export interface SentAttempt {
  attempt: Pick<Attempt, 'id' | 'kind' | 'refund_id' | 'request'>
  from_ms: number
  until_ms: number
}

/** What a run of an attempt came to. */
export interface Result {
  payment: Payment
  refund?: Refund
  /** False when provably nothing has reached the gateway. */
  sent: boolean
}

/** The attempts that run in this process, by what waits for them: a payment or a refund. */
export interface Runs {
  start(subject: string, work: () => Promise<Result>): Promise<Result>
  find(subject: string): Promise<Result> | undefined
  /** Resolves when none is left. */
  drained(): Promise<void>
}

/** What the use cases need. */
export interface Deps extends Notices, Books {
  gatewayBooks: GatewayBooks
  store: PaymentStore
  gateway: Gateway
  runs: Runs
  runtime: Runtime
  log: Logger
  retry_scale: number
  /** Where a customer goes on after 3-D Secure, when the request names no place. */
  return_url: string | undefined
  /** What is younger and seen on one side only is not compared yet. */
  reconcile_settle_ms: number
}
