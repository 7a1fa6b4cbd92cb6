import { AppError } from '@tradewind/service/app-error.ts'
import type { Gateway, Money } from '../deps.ts'

/** @throws AppError `currency_unsupported`, `amount_too_small`, `amount_not_representable` */
export function checkMoney(gateway: Pick<Gateway, 'findMoneyFault'>, money: Money): void {
  const fault = gateway.findMoneyFault(money)
  if (fault) throw new AppError('invalid', fault.code, fault.detail, { faults: [fault] })
}
