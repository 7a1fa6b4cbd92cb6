import { createHttpClient } from '@tradewind/service/http-client.ts'
import { createOrdersClient } from './orders-client.ts'

const TIMEOUT_MS = 5_000

interface Settings {
  ORDERS_URL?: string
  SERVICE_KEY: string
}

/** Undefined when no address is given. */
export function connectOrders({ ORDERS_URL, SERVICE_KEY }: Settings, now: () => number) {
  if (ORDERS_URL === undefined) return undefined
  const http = createHttpClient({ base_url: ORDERS_URL, key: SERVICE_KEY, timeout_ms: TIMEOUT_MS, now })
  return { http, client: createOrdersClient(http) }
}
