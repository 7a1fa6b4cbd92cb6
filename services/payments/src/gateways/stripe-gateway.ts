import type Stripe from 'stripe'
import type { Gateway } from '../deps.ts'
import type { LookUp, Outcome } from '../domain/outcome.ts'
import { readFailure } from './read-failure.ts'
import { toOutcome } from './to-outcome.ts'

const EXPAND = ['latest_charge']
const PAGE = 100
const MOST_LISTED = 20_000
/** Stripe takes 50 keys, three of them ours. */
const MOST_OWN_METADATA = 47

/** Stripe, or what speaks like it. */
export function createStripeGateway(stripe: Stripe): Gateway {
  return {
    name: 'stripe',
    toRequest: (charge) => JSON.stringify(toParams(charge)),
    async charge({ request, key }) {
      try {
        return readAnswer(await stripe.paymentIntents.create(JSON.parse(request), { idempotencyKey: key }))
      } catch (error) {
        return readFailure(error)
      }
    },
    async lookUp(asked) {
      try {
        return await findByAttempt(stripe, asked)
      } catch (error) {
        return { kind: 'unsure', reason: `look-up failed: ${error}` }
      }
    },
  }
}

function toParams({ payment, attempt_id, return_url }: Requested): Stripe.PaymentIntentCreateParams {
  const { id, order_id, amount, currency, payment_method, capture_method, metadata } = payment
  const own = Object.fromEntries(Object.entries(metadata).slice(0, MOST_OWN_METADATA))
  return {
    amount,
    currency: currency.toLowerCase(),
    payment_method: payment_method.token,
    allowed_payment_method_types: ['card'],
    capture_method,
    confirm: true,
    metadata: { ...own, order_id, payment_id: id, attempt_id },
    ...(return_url === undefined ? {} : { return_url }),
    expand: EXPAND,
  }
}

type Requested = Parameters<Gateway['toRequest']>[0]

/** The SDK takes any JSON without an `error` for an answer, whatever its status: a proxy's page must not pass for one. */
function readAnswer(intent: Stripe.Response<Stripe.PaymentIntent>): Outcome {
  if (intent.object === 'payment_intent' && intent.lastResponse.statusCode === 200) return toOutcome(intent)
  const reason = `status ${intent.lastResponse.statusCode} and no intent`
  return { kind: 'unknown', reason, key_spent: intent.lastResponse.statusCode >= 500 }
}

/** By listing, since Stripe's search sees a new intent only after a while. */
async function findByAttempt(stripe: Stripe, { attempt_id, from_ms, until_ms }: Asked): Promise<LookUp> {
  const created = { gte: Math.floor(from_ms / 1000), lte: Math.ceil(until_ms / 1000) }
  let listed = 0
  for await (const { id, metadata } of stripe.paymentIntents.list({ created, limit: PAGE })) {
    listed += 1
    if (metadata.attempt_id === attempt_id) {
      return { kind: 'found', outcome: toOutcome(await stripe.paymentIntents.retrieve(id, { expand: EXPAND })) }
    }
    if (listed === MOST_LISTED) return { kind: 'unsure', reason: `more than ${MOST_LISTED} intents at that time` }
  }
  return { kind: 'none' }
}

type Asked = Parameters<Gateway['lookUp']>[0]
