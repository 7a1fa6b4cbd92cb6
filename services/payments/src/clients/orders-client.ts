import type { HttpClient } from '@tradewind/service/http-client.ts'
import type { OrdersClient } from '../notice-deps.ts'

/** Orders over HTTP. */
export function createOrdersClient(http: HttpClient): OrdersClient {
  return {
    async tell(event) {
      const call = { method: 'POST' as const, path: '/payment-events', body: event, idempotency_key: event.id }
      const outcome = await http.call(call)
      return outcome.kind === 'answered' && outcome.status >= 200 && outcome.status < 300
    },
  }
}
