import type { Email } from '@tradewind/contracts/emails.ts'
import type { Fault } from '@tradewind/service/app-error.ts'
import type { Logger } from '@tradewind/service/logger.ts'
import type { Runtime } from '@tradewind/service/runtime.ts'
import type { Conclusion } from './domain/conclude-attempt.ts'
import type { Content } from './domain/content.ts'
import type { MailAddress } from './domain/mail-address.ts'
import type { Outcome, SendError } from './domain/outcome.ts'
import type { Lane, StoredEmail } from './domain/stored-email.ts'

/** All that delivering needs from outside. */
export interface DeliveryDeps {
  runtime: Runtime
  log: Logger
  store: EmailStore
  templates: Templates
  transport: Transport
  retry_scale: number
}

/** All that the service needs from outside. */
export interface Deps extends DeliveryDeps {
  /** Takes over an email that this process accepted and holds. */
  outbox: Outbox
  mail_from: MailAddress
}

export interface EmailStore {
  /** One statement; false when this client used the key before. */
  add(email: StoredEmail): Promise<boolean>
  find(id: string): Promise<StoredEmail | undefined>
  findByKey(client_id: string, idempotency_key: string): Promise<StoredEmail | undefined>
  /** Newest first, `limit` of those before the id `after`. */
  list(page: Page & { reference?: string }): Promise<StoredEmail[]>
  /** Takes what is due, oldest first; each with a new fence, leased until `lease_end`. */
  claim(claim: { lane: Lane; limit: number; now: string; lease_end: string }): Promise<StoredEmail[]>
  /** Commits that the peer may be given the mail from now on. False when the fence is another's. */
  handOver(handover: Handover): Promise<boolean>
  /** Writes what an attempt came to, or (null) what became of the email without one. False when the fence is another's. */
  finish(email: StoredEmail, conclusion: Conclusion, attempt: Attempt | null): Promise<boolean>
  /** Puts mails into the inbox and ends their attempts in one commit; answers those whose fence still held. */
  deliver(deliveries: Delivery[]): Promise<Delivery[]>
  /** Ends what is not sent and not being handed over, and what might have arrived never: nobody may say it did not. */
  cancel(of: Cancelable, command: Command): Promise<CommandResult>
  /** Blanks all that is personal, whatever is being sent meanwhile, and ends what is not sent. */
  erase(references: string[], command: Command): Promise<CommandResult>
  findContent(email_id: string): Promise<StoredContent | undefined>
  listInbox(page: Page & { to?: string }): Promise<InboxEntry[]>
  findInbox(id: string): Promise<InboxEntry | undefined>
  countUnfinished(): Promise<{ status: string; count: number; oldest_at: string }[]>
}

/** With `status` only what waits for a later time: what is due already still goes out. */
export type Cancelable = { reference: string; status?: 'scheduled' } | { id: string }

/** A change asked for under a key, which is kept in the same commit. */
export interface Command {
  client_id: string
  idempotency_key: string
  request_hash: string
  now: string
}

/** How many emails it changed; when the key was used before: then, by the request of `request_hash`. */
export interface CommandResult {
  changed: number
  request_hash: string
  replayed: boolean
}

interface Page {
  limit: number
  after?: string
}

export interface Attempt {
  provider: string
  outcome: string
  error: SendError | null
}

/** `eml`: the bytes that go out; null for mails into the inbox, whose source is made when somebody asks. */
export interface StoredContent extends Content {
  eml: string | null
}

export interface Handover {
  email: StoredEmail
  provider: string
  /** Null on a re-send: what was stored at the first handover stays. */
  content: StoredContent | null
  now: string
  lease_end: string
}

export interface Delivery {
  id: string
  email: StoredEmail
  content: Content
  conclusion: Conclusion
}

/** One delivery into the inbox. */
export interface InboxEntry {
  id: string
  received_at: string
  email: Email
  content: Content
}

export interface TemplateInfo {
  key: string
  version: string
  locales: string[]
  category: Email['category']
  schema: object
  sample: Record<string, unknown>
}

export interface Templates {
  list(): TemplateInfo[]
  find(key: string): TemplateInfo | undefined
  /** Every fault of `data`, pointed at from `/data`. */
  check(key: string, data: Record<string, unknown>): Fault[]
  /**
   * Finds the version frozen at accept, waiting for the compiler; rejects when it is not there, or not yet. What it
   * answers renders, and throws when the data does not fit: then it never will.
   */
  load(email: Email): Promise<() => Content>
}

/** `inbox` is our own database: to deliver is to commit. A `peer` is somebody else's server. */
export type Transport = { kind: 'inbox'; name: 'inbox' } | Peer

export interface Peer {
  kind: 'peer'
  name: string
  /** How long one answer is waited for, ms. */
  limit_ms: number
  /** Up to where a mail can be handed over: greeting, TLS, sign-in. */
  connect(): Promise<{ kind: 'connected'; session: PeerSession } | { kind: 'not_sent'; error: SendError }>
}

export interface PeerSession {
  send(message: { from: string; to: string; eml: string }): Promise<Outcome>
  close(): void
}

export interface Outbox {
  /** Whether an email accepted now would be held for delivery at once; if not, it waits in the table. */
  hasRoom(): boolean
  offer(email: StoredEmail): void
}
