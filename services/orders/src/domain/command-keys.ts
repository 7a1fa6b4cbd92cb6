import { AppError } from '@tradewind/service/app-error.ts'
import type { CommandKey, StoredOrder } from './order.ts'

/**
 * The command that came before under this key, if any.
 * @throws `idempotency_key_reused` when it was another one
 */
export function findCommand(
  order: StoredOrder,
  { client_id, idempotency_key, request_hash }: Pick<CommandKey, 'client_id' | 'idempotency_key' | 'request_hash'>,
): CommandKey | undefined {
  const found = order.commands.find(
    (command) => command.client_id === client_id && command.idempotency_key === idempotency_key,
  )
  if (!found || found.request_hash === request_hash) return found
  throw new AppError('invalid', 'idempotency_key_reused', 'This Idempotency-Key was sent with another request.')
}

/** Keeps the key in the write that it changed the order by. */
export const addCommand = (order: StoredOrder, command: CommandKey): StoredOrder => ({
  ...order,
  commands: [...order.commands, command],
})
