import { toTimestamp } from '@tradewind/service/runtime.ts'
import Stripe from 'stripe'
import type { Notice, ReadNotice } from '../notice-deps.ts'

const TOLERANCE_S = 300

/** Believes what is signed with one of `secrets` and no older than 5 minutes: while a secret is replaced there are two. */
export function createStripeNotices(stripe: Stripe, secrets: string[]): ReadNotice {
  return ({ body, signature, now }) => {
    for (const secret of secrets) {
      const event = verify(stripe, { body, signature, secret, now })
      if (event) return toNotice(event)
    }
    return undefined
  }
}

function verify({ webhooks }: Stripe, { body, signature, secret, now }: Signed): Stripe.Event | undefined {
  try {
    return webhooks.constructEvent(body, signature, secret, TOLERANCE_S, undefined, now)
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError || error instanceof SyntaxError)
      return undefined
    throw error
  }
}

interface Signed {
  body: Buffer
  signature: string
  secret: string
  now: number
}

function toNotice({ id, type, created, data }: Stripe.Event): Notice {
  const { id: object_id = '', object: object_type = '' } = data.object as { id?: string; object?: string }
  return { id, type, object_type, object_id, created_at: toTimestamp(created * 1000) }
}
