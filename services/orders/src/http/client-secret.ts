import { createHmac, timingSafeEqual } from 'node:crypto'
import { AppError } from '@tradewind/service/app-error.ts'

/** Makes each order's `client_secret` from its id; the same on every replica that has the same key. */
export function createSecrets(key: string): (order_id: string) => string {
  return (order_id) => `${order_id}_secret_${createHmac('sha256', key).update(order_id).digest('base64url')}`
}

/** @throws `client_secret_wrong` */
export function checkSecret(given: string, right: string): void {
  const [a, b] = [Buffer.from(given), Buffer.from(right)]
  if (a.length === b.length && timingSafeEqual(a, b)) return
  throw new AppError('unauthorized', 'client_secret_wrong', 'This client_secret is not this order’s.')
}
