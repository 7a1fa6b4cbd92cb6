import Stripe from 'stripe'

/** The second takes the place of the first one day: both are good. */
export const WEBHOOK_SECRETS = ['whsec_of_yesterday', 'whsec_of_tomorrow']

export interface Notified {
  id: string
  type: string
  object: { id: string; object: string }
  secret: string
  /** When it is signed. */
  at_ms: number
}

const { webhooks } = new Stripe('sk_test_signs')
let notices = 0

export function signNotice(given: Partial<Notified> & Pick<Notified, 'at_ms'>) {
  const { id = `evt_${++notices}`, type = 'payment_intent.succeeded', at_ms, secret = WEBHOOK_SECRETS[0] ?? '' } = given
  const { object = { id: 'pi_1', object: 'payment_intent' } } = given
  const timestamp = Math.floor(at_ms / 1000)
  const payload = JSON.stringify({ id, object: 'event', type, created: timestamp, data: { object } })
  return { payload, signature: webhooks.generateTestHeaderString({ payload, secret, timestamp }) }
}
