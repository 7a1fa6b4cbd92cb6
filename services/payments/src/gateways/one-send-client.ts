import type Stripe from 'stripe'

type HttpClient = NonNullable<Stripe.StripeConfig['httpClient']>

/**
 * The SDK sends again by itself after ECONNRESET and EPIPE, even with `maxNetworkRetries: 0`, and then tells only how
 * the second send failed: "refused" after a first that may have charged. Without their code it lets them be.
 */
export function createOneSendClient(client: HttpClient): HttpClient {
  return {
    getClientName: () => client.getClientName(),
    makeRequest: (...args) => client.makeRequest(...args).catch(throwWithoutResetCode),
  }
}

function throwWithoutResetCode(cause: NodeJS.ErrnoException): never {
  if (cause.code !== 'ECONNRESET' && cause.code !== 'EPIPE') throw cause
  throw new Error(`connection lost (${cause.code})`, { cause })
}
