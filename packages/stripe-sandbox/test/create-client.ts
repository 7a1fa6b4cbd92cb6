import Stripe from 'stripe'

/** The official SDK, pointed at a sandbox on this machine. */
export function createClient(port: number, { key = 'sk_test_sandbox', timeout_ms = 5000 } = {}): Stripe {
  return new Stripe(key, {
    host: '127.0.0.1',
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    timeout: timeout_ms,
    telemetry: false,
  })
}

/** A payment as the payments service sends it. */
export function paymentOf(order_id: string, payment_method: string): Stripe.PaymentIntentCreateParams {
  return {
    amount: 3000,
    currency: 'usd',
    payment_method,
    allowed_payment_method_types: ['card'],
    confirm: true,
    metadata: { order_id, payment_id: `pay_${order_id}` },
  }
}

/** Sends a form by hand: for answers whose headers matter and for what the SDK cannot send. */
export function postForm(url: string, form: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    body: form,
    headers: {
      authorization: 'Bearer sk_test_sandbox',
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
  })
}

/** The charges of an order that were not refused, as a test harness counts them. */
export async function listCharges(url: string, order_id: string): Promise<Stripe.Charge[]> {
  const response = await fetch(`${url}/sandbox/charges?order_id=${order_id}`)
  const { data } = (await response.json()) as { data: Stripe.Charge[] }
  return data
}

/** The error that `work` ends with. */
export async function catchError<Kind extends Error>(
  work: Promise<unknown>,
  kind: abstract new (...args: never[]) => Kind,
): Promise<Kind> {
  const error = await work.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  )
  if (error instanceof kind) return error
  throw error
}
