import type { Gateway } from '../src/deps.ts'
import type { LookUp, Outcome } from '../src/domain/outcome.ts'

export interface FakeGateway extends Gateway {
  /** Keys of the charges asked for. */
  sends: string[]
  looked_up: string[]
  /** What the next charges come to; a promise holds the answer back. */
  outcomes: (Outcome | Promise<Outcome>)[]
  found: LookUp
}

let captures = 0

/** A capture of its own each time. */
export const succeeded = (): Outcome => ({
  kind: 'settled',
  at_gateway: {
    gateway_ref: `pi_${++captures}`,
    status: 'succeeded',
    amount_captured: 3000,
    amount_capturable: 0,
    card: { brand: 'visa', last4: '4242', exp: '12/2030' },
    next_action: null,
    capture_before: null,
  },
})

/** Answers what the test tells it to, and captures when it was told nothing. */
export function createFakeGateway(): FakeGateway {
  const fake: FakeGateway = {
    name: 'fake',
    sends: [],
    looked_up: [],
    outcomes: [],
    found: { kind: 'none' },
    toRequest: ({ payment }) => JSON.stringify({ amount: payment.amount }),
    async charge({ key }) {
      fake.sends.push(key)
      return fake.outcomes.shift() ?? succeeded()
    },
    async lookUp({ attempt_id }) {
      fake.looked_up.push(attempt_id)
      return fake.found
    },
  }
  return fake
}
