import type { AttemptKind } from '../../src/domain/attempt.ts'
import type { GatewayDispute } from '../../src/domain/dispute.ts'
import type { GatewayPayment, GatewayRefund, LookUp, Outcome } from '../../src/domain/outcome.ts'
import type { Notice, ReadIntent, ReadRefund } from '../../src/notice-deps.ts'

interface Intent {
  ref: string
  payment_id: string
  attempt_id: string
  amount: number
  manual: boolean
  status: GatewayPayment['status'] | 'declined'
  received: number
  created: number
}

interface Refund {
  ref: string
  intent: string
  amount: number
  refund_id: string | null
  status: 'succeeded' | 'failed'
}

interface Call {
  kind: AttemptKind
  request: string
  key: string
}

interface Request {
  intent: string
  payment_intent: string
  amount: number
  capture_method: string
  payment_method: string
  params: { amount_to_capture?: number }
  metadata: { payment_id: string; attempt_id: string; refund_id?: string; undo?: string }
}

const KEPT_MS = 24 * 3_600_000
const error = { code: 'card_declined', decline_code: 'lost_card', advice_code: null, message: 'No.' }

/** The money at a gateway that does as Stripe says: one run under a key, whose answer, a 500 too, is kept for a day. */
export function createMoneyGateway(prefix: string) {
  const intents = new Map<string, Intent>()
  const refunds = new Map<string, Refund>()
  const disputes = new Map<string, GatewayDispute>()
  const answers = new Map<string, { outcome: Outcome; at: number }>()
  const notices: Notice[] = []
  let made = 0
  const newRef = (kind: string) => `${kind}_${prefix}_${++made}`

  function tell(object_type: string, object_id: string, type: string): void {
    notices.push({ id: newRef('evt'), type, object_type, object_id, created_at: '2026-01-01T00:00:00.000Z' })
  }
  const tellIntent = ({ ref, status }: Intent) => tell('payment_intent', ref, `payment_intent.${status}`)

  const toOutcome = (intent: Intent): Outcome => {
    if (intent.status === 'declined') return { kind: 'declined', error, gateway_ref: intent.ref }
    const at_gateway = { gateway_ref: intent.ref, status: intent.status, amount_captured: intent.received }
    const held = intent.status === 'requires_capture' ? intent.amount : 0
    const rest = { amount_capturable: held, card: null, next_action: null, capture_before: null }
    return { kind: 'settled', at_gateway: { ...at_gateway, ...rest } }
  }

  const refundedOf = (ref: string) =>
    [...refunds.values()]
      .filter(({ intent, status }) => intent === ref && status === 'succeeded')
      .reduce((sum, { amount }) => sum + amount, 0)

  function move(intent: Intent, status: Intent['status'], received = 0): Outcome {
    Object.assign(intent, { status, received })
    tellIntent(intent)
    return toOutcome(intent)
  }

  function charge({ amount, capture_method, payment_method, metadata }: Request, now: number): Outcome {
    const manual = capture_method === 'manual'
    const intent: Intent = {
      ...metadata,
      ref: newRef('pi'),
      amount,
      manual,
      status: 'declined',
      received: 0,
      created: now,
    }
    intents.set(intent.ref, intent)
    if (payment_method === 'pm_declined') return move(intent, 'declined')
    if (payment_method === 'pm_3ds') return move(intent, 'requires_action')
    return manual ? move(intent, 'requires_capture') : move(intent, 'succeeded', amount)
  }

  function capture({ intent: ref, params }: Request): Outcome {
    const intent = get(ref)
    if (intent.status !== 'requires_capture') return toOutcome(intent)
    return move(intent, 'succeeded', params.amount_to_capture ?? intent.amount)
  }

  function cancel({ intent: ref }: Request): Outcome {
    const intent = get(ref)
    return intent.status === 'succeeded' || intent.status === 'canceled' ? toOutcome(intent) : move(intent, 'canceled')
  }

  function refund({ payment_intent, amount, metadata }: Request): Outcome {
    const { ref, received } = get(payment_intent)
    const left = received - refundedOf(ref) - disputedOf(ref)
    if (amount > left) return { kind: 'refused', error: { ...error, code: 'charge_already_refunded' } }
    return { kind: 'refunded', refund: give(ref, amount, metadata.refund_id ?? null) }
  }

  function undo({ intent: ref }: Request): Outcome {
    const intent = get(ref)
    if (intent.status !== 'succeeded') {
      if (intent.status !== 'canceled') move(intent, 'canceled')
      return { kind: 'undone', undoing: { how: 'voided', refund_ref: null } }
    }
    const known = [...refunds.values()].find((one) => one.intent === ref && one.refund_id === null)
    const refund_ref = known?.ref ?? give(ref, intent.received, null).gateway_ref
    return { kind: 'undone', undoing: { how: 'refunded', refund_ref } }
  }

  function give(intent: string, amount: number, refund_id: string | null): GatewayRefund {
    const one: Refund = { ref: newRef('re'), intent, amount, refund_id, status: 'succeeded' }
    refunds.set(one.ref, one)
    tell('refund', one.ref, 'refund.created')
    return toRefund(one)
  }

  const toRefund = ({ ref: gateway_ref, status }: Refund): GatewayRefund => ({ gateway_ref, status, error: null })
  const disputedOf = (ref: string) =>
    [...disputes.values()]
      .filter(({ intent_ref, status }) => intent_ref === ref && status !== 'won')
      .reduce((sum, { amount }) => sum + amount, 0)

  function get(ref: string): Intent {
    const intent = intents.get(ref)
    if (!intent) throw new Error(`no intent ${ref}`)
    return intent
  }

  const confirm = ({ intent: ref }: Request): Outcome => toOutcome(get(ref))
  const RUNS = { charge, capture, cancel, confirm, refund, undo }

  return {
    intents,
    refunds,
    notices,
    refundedOf,
    disputedOf,
    /** Runs a request under its key, or answers what it answered before. */
    run({ kind, request, key }: Call, now: number): Outcome {
      const known = answers.get(key)
      if (known && now - known.at < KEPT_MS) return known.outcome
      const outcome = RUNS[kind](JSON.parse(request), now)
      answers.set(key, { outcome, at: now })
      return outcome
    },
    /** Runs what it has said to have failed. */
    runAnyway: ({ kind, request }: Call, now: number): Outcome => RUNS[kind](JSON.parse(request), now),
    /** It failed by itself, before or after it ran, and says so under this key from now on. */
    fail(key: string, now: number): Outcome {
      const outcome: Outcome = { kind: 'unknown', reason: '500', key_spent: true }
      answers.set(key, { outcome, at: now })
      return outcome
    },
    hasAnswered: (key: string) => answers.has(key),
    lookUp({
      kind,
      id,
      refund_id,
      request,
    }: {
      kind: string
      id: string
      refund_id: string | null
      request: string
    }): LookUp {
      if (kind === 'charge') {
        const found = [...intents.values()].reverse().find(({ attempt_id }) => attempt_id === id)
        return found ? { kind: 'found', outcome: toOutcome(found) } : { kind: 'none' }
      }
      if (kind === 'refund') {
        const found = [...refunds.values()].find((one) => one.refund_id === refund_id)
        return found ? { kind: 'found', outcome: { kind: 'refunded', refund: toRefund(found) } } : { kind: 'none' }
      }
      if (kind === 'undo') return { kind: 'none' }
      const intent = get(JSON.parse(request).intent)
      const undone = kind === 'capture' ? ['requires_capture'] : ['requires_capture', 'requires_action']
      if (kind !== 'confirm' && undone.includes(intent.status)) return { kind: 'none' }
      return { kind: 'found', outcome: toOutcome(intent) }
    },
    readIntent(ref: string): ReadIntent | undefined {
      const intent = intents.get(ref)
      if (!intent) return undefined
      const ended = intent.status === 'declined' || intent.status === 'canceled'
      const live_amount = ended ? 0 : intent.status === 'succeeded' ? intent.received : intent.amount
      return { outcome: toOutcome(intent), payment_id: intent.payment_id, live_amount }
    },
    readRefund(ref: string): ReadRefund | undefined {
      const found = refunds.get(ref)
      return found && { refund: toRefund(found), refund_id: found.refund_id, is_undo: found.refund_id === null }
    },
    readDispute: (ref: string) => disputes.get(ref),
    /** What the customer, the bank or the card issuer does by itself. */
    authenticate(intent: Intent): void {
      if (intent.status !== 'requires_action') return
      if (intent.manual) move(intent, 'requires_capture')
      else move(intent, 'succeeded', intent.amount)
    },
    bounce(one: Refund): void {
      if (one.refund_id === null) return
      one.status = 'failed'
      tell('refund', one.ref, 'refund.failed')
    },
    dispute({ ref, received, status }: Intent): void {
      const amount = received - refundedOf(ref) - disputedOf(ref)
      if (status !== 'succeeded' || amount <= 0) return
      const gateway_ref = newRef('dp')
      const of = { gateway_ref, charge_ref: ref, intent_ref: ref, amount, currency: 'USD' }
      disputes.set(gateway_ref, { ...of, status: 'open', reason: 'fraudulent', evidence_due_by: null })
      tell('dispute', gateway_ref, 'charge.dispute.created')
    },
    decide(status: 'won' | 'lost'): void {
      const open = [...disputes.values()].find((one) => one.status === 'open')
      if (!open) return
      open.status = status
      tell('dispute', open.gateway_ref, 'charge.dispute.closed')
    },
  }
}

export type MoneyGateway = ReturnType<typeof createMoneyGateway>
