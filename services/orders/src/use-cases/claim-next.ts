import { unavailable } from '@tradewind/service/app-error.ts'
import { failpoint } from '@tradewind/service/failpoint.ts'
import { hashRequest } from '@tradewind/service/request-hash.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Deps } from '../deps.ts'
import { addCommand, findCommand } from '../domain/command-keys.ts'
import { CLAIM_NEXT, claimKeysOf, toClaimKey } from '../domain/fulfillment/claim-keys.ts'
import { createFulfillment } from '../domain/fulfillment/create-fulfillment.ts'
import { pickableAt } from '../domain/fulfillment/fulfillable.ts'
import type { StoredOrder } from '../domain/order.ts'
import type { Changed } from './change-order.ts'
import { followChange, prepareChange } from './write-change.ts'

/** A round is lost only to claims of other replicas that went through. */
const ROUNDS = 30
/** After a lost round one looks further, so that replicas do not meet at the same few orders again. */
const WIDER = 4

export interface Claim {
  client_id: string
  idempotency_key: string
  picker: string
}

/** Undefined: no order waits. An error is this claim's alone. */
export type ClaimAnswer = Changed | undefined | Error

interface Attempt {
  claim: Claim
  fulfillment_id: string
  write: ReturnType<typeof prepareChange>
}

type Answers = Map<Claim, ClaimAnswer>

/**
 * Gives each claim the oldest order that nobody has begun with: fulfillment, claim and key in the one write that takes it
 * from the queue. Claims that come together share reads and commits instead of racing for the same order.
 * Errors: `idempotency_key_reused`, `order_busy`.
 */
export async function claimNext(deps: Deps, claims: Claim[]): Promise<ClaimAnswer[]> {
  const answers: Answers = new Map()
  let waiting = claims
  for (let round = 0; round < ROUNDS && waiting.length > 0; round += 1) {
    const candidates = await findCandidates(deps, { count: waiting.length, lost: round > 0 })
    const attempts = candidates.flatMap((order, nth) => (waiting[nth] ? attempt(deps, waiting[nth], order) : []))
    await storeAttempts(deps, { attempts, answers })
    await lookForOthers(deps, { waiting: waiting.filter((claim) => !answers.has(claim)), attempts, answers })
    waiting = waiting.filter((claim) => !answers.has(claim))
  }
  for (const claim of waiting) answers.set(claim, unavailable('order_busy', 'Many others are claiming; try again.'))
  return claims.map((claim) => answers.get(claim))
}

async function findCandidates(
  { store, runtime }: Deps,
  { count, lost }: { count: number; lost: boolean },
): Promise<StoredOrder[]> {
  const found = await store.listPickable(lost ? count * WIDER : count)
  const candidates = found.filter((order) => pickableAt(order) !== undefined)
  if (!lost) return candidates
  const shuffled = candidates.map((order) => ({ order, at: runtime.random() })).sort((a, b) => a.at - b.at)
  // By id, so that two replicas' writes of the same orders do not wait for each other crosswise.
  return shuffled
    .slice(0, count)
    .map(({ order }) => order)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

function attempt(deps: Deps, claim: Claim, before: StoredOrder): Attempt {
  const { runtime, claim_ms } = deps
  const { picker } = claim
  const occasion = { at: toTimestamp(runtime.now()), newId: runtime.newId }
  const { order, object_id } = createFulfillment(before, { request: { picker }, claim_ms }, occasion)
  const command = { ...keyOf(claim), name: CLAIM_NEXT, object_id, at: occasion.at }
  const write = prepareChange(deps, { before, after: addCommand(order, command) })
  return { claim, fulfillment_id: object_id, write }
}

function keyOf({ client_id, idempotency_key, picker }: Claim) {
  return { client_id, idempotency_key, request_hash: hashRequest({ name: CLAIM_NEXT, request: { picker } }) }
}

async function storeAttempts(
  deps: Deps,
  { attempts, answers }: { attempts: Attempt[]; answers: Answers },
): Promise<void> {
  if (attempts.length === 0) return
  const saved = await deps.store.saveAll(attempts.map(({ write }) => write.next))
  failpoint('orders.after_claim_next')
  attempts.forEach((one, nth) => {
    if (saved[nth]) answers.set(one.claim, begin(deps, one))
  })
}

function begin(deps: Deps, { fulfillment_id, write }: Attempt): Changed {
  return { order: followChange(deps, write), object_id: fulfillment_id, replayed: false }
}

/** What is not known to be stored: it is nonetheless, came before under this key, has lost, or found nothing. */
async function lookForOthers(
  deps: Deps,
  { waiting, attempts, answers }: { waiting: Claim[]; attempts: Attempt[]; answers: Answers },
): Promise<void> {
  if (waiting.length === 0) return
  const claimed = await deps.store.findClaimed(waiting)
  const byKey = new Map(claimed.flatMap((order) => claimKeysOf(order).map((key) => [key, order])))
  for (const claim of waiting) {
    const order = byKey.get(toClaimKey(claim))
    const mine = attempts.find((one) => one.claim === claim)
    if (order) answers.set(claim, readClaimed(deps, { order, claim, mine }))
  }
  // What a replay was offered is free for the others: they look again.
  if (attempts.some(({ claim }) => !isNew(answers.get(claim)))) return
  for (const claim of waiting) if (!answers.has(claim)) answers.set(claim, undefined)
}

const isNew = (answer: ClaimAnswer) => answer !== undefined && 'order' in answer && !answer.replayed

function readClaimed(
  deps: Deps,
  { order, claim, mine }: { order: StoredOrder; claim: Claim; mine: Attempt | undefined },
): Changed | Error {
  try {
    const { object_id = '' } = findCommand(order, keyOf(claim)) ?? {}
    return mine?.fulfillment_id === object_id ? begin(deps, mine) : { order, object_id, replayed: true }
  } catch (error) {
    return error as Error
  }
}
