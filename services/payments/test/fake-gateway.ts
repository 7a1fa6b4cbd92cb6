import type { Gateway } from '../src/deps.ts'
import type { AttemptKind } from '../src/domain/attempt.ts'
import type { GatewayPayment, GatewayRefund, LookUp, Outcome } from '../src/domain/outcome.ts'
import { findMoneyFault } from '../src/gateways/stripe-amounts.ts'
import { toParams } from '../src/gateways/to-params.ts'

export interface FakeGateway extends Gateway {
  /** Keys of what was asked for. */
  sends: string[]
  looked_up: string[]
  /** What the next sends come to; a promise holds the answer back. */
  outcomes: (Outcome | Promise<Outcome>)[]
  found: LookUp
  /** When it made what is found, by its own clock; whenever it is asked unless told. Milliseconds since 1970. */
  made_at: number | undefined
}

let objects = 0

/** A capture of its own each time. */
export const succeeded = (given: Partial<GatewayPayment> = {}): Outcome => ({
  kind: 'settled',
  at_gateway: {
    gateway_ref: `pi_${++objects}`,
    status: 'succeeded',
    amount_captured: 3000,
    amount_capturable: 0,
    card: { brand: 'visa', last4: '4242', exp: '12/2030' },
    next_action: null,
    capture_before: null,
    ...given,
  },
})

/** The hold of a manual capture. */
const authorized = (given: Partial<GatewayPayment> = {}): Outcome =>
  succeeded({ status: 'requires_capture', amount_captured: 0, amount_capturable: 3000, ...given })

/** The customer has to go to the issuer's page. */
export const challenged = (): Outcome =>
  succeeded({
    status: 'requires_action',
    amount_captured: 0,
    next_action: { type: 'redirect_to_url', url: 'https://bank.example/3ds' },
  })

export const refunded = (status: GatewayRefund['status'] = 'succeeded'): Outcome => {
  const error = status === 'failed' ? { code: 'lost_or_stolen_card', message: 'The refund failed.' } : null
  return { kind: 'refunded', refund: { gateway_ref: `re_${++objects}`, status, error } }
}

interface IntentRequest {
  intent: string
  capture_method: string
  params: { amount_to_capture?: number }
}

const DOES: Record<AttemptKind, (request: IntentRequest) => Outcome> = {
  charge: ({ capture_method }) => (capture_method === 'manual' ? authorized() : succeeded()),
  capture: ({ intent, params }) =>
    succeeded({ gateway_ref: intent, amount_captured: params.amount_to_capture ?? 3000 }),
  cancel: ({ intent }) => succeeded({ gateway_ref: intent, status: 'canceled', amount_captured: 0 }),
  confirm: ({ intent }) => succeeded({ gateway_ref: intent }),
  refund: () => refunded(),
  undo: () => ({ kind: 'undone', undoing: { how: 'refunded', refund_ref: `re_${++objects}` } }),
}

/** Answers what the test tells it to, and does what it is asked for when it was told nothing. */
export function createFakeGateway(): FakeGateway {
  const fake: FakeGateway = {
    name: 'fake',
    sends: [],
    looked_up: [],
    outcomes: [],
    found: { kind: 'none' },
    made_at: undefined,
    findMoneyFault,
    toRequest: (asked) => JSON.stringify(toParams(asked)),
    async send({ kind, request, key }) {
      fake.sends.push(key)
      return fake.outcomes.shift() ?? DOES[kind](JSON.parse(request))
    },
    async lookUp({ attempt, from_ms, until_ms }) {
      fake.looked_up.push(attempt.id)
      const { made_at = from_ms } = fake
      return made_at >= from_ms && made_at <= until_ms ? fake.found : { kind: 'none' }
    },
  }
  return fake
}
