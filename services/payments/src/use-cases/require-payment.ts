import type { Payment } from '@tradewind/contracts/payments.ts'
import { AppError } from '@tradewind/service/app-error.ts'
import type { Deps } from '../deps.ts'

/** @throws AppError `payment_not_found` */
export async function requirePayment({ store }: Pick<Deps, 'store'>, id: string): Promise<Payment> {
  const payment = await store.find(id)
  if (!payment) throw new AppError('not_found', 'payment_not_found', 'There is no such payment.')
  return payment
}
