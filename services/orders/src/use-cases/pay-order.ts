import type { PaymentInstruction } from '@tradewind/contracts/orders.ts'
import type { Deps } from '../deps.ts'
import { payAgain } from '../domain/pay-again.ts'
import { awaitCharge } from './await-outcome.ts'
import { type Changed, changeOrder, type OrderCommand } from './change-order.ts'

interface Paying extends Omit<OrderCommand, 'name' | 'request'> {
  request: PaymentInstruction
  wait_ms: number
}

/**
 * The order paid with another method, or as it is after `wait_ms`.
 * @throws `order_not_payable`, `order_already_paid`, `payment_in_progress`
 */
export async function payOrder(deps: Deps, { wait_ms, ...command }: Paying): Promise<Changed> {
  const changed = await changeOrder(deps, { ...command, name: 'pay' }, (order, occasion) => ({
    order: payAgain(order, command.request, occasion),
  }))
  return { ...changed, order: await awaitCharge(deps, changed.order, wait_ms) }
}
