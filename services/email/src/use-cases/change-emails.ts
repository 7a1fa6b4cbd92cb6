import type { CancelEmailsRequest, EraseEmailsRequest } from '@tradewind/contracts/emails.ts'
import { AppError } from '@tradewind/service/app-error.ts'
import { hashRequest } from '@tradewind/service/request-hash.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Command, CommandResult, Deps } from '../deps.ts'
import type { StoredEmail } from '../domain/stored-email.ts'

type ChangingDeps = Pick<Deps, 'store' | 'runtime'>

interface Key {
  client_id: string
  idempotency_key: string
}

/** Cancels all mails of a reference that are not sent, or those that wait for a later time. @throws 422 `idempotency_key_reused` */
export async function cancelEmails(deps: ChangingDeps, key: Key, request: CancelEmailsRequest) {
  const command = toCommand(deps, key, { cancel: request })
  return checked(command, await deps.store.cancel(request, command))
}

/** Blanks the personal data of all mails of these references. @throws 422 `idempotency_key_reused` */
export async function eraseEmails(deps: ChangingDeps, key: Key, { references }: EraseEmailsRequest) {
  const command = toCommand(deps, key, { erase: { references } })
  return checked(command, await deps.store.erase(references, command))
}

/**
 * Cancels one mail; one that is canceled already stays so.
 * @throws 404 `email_not_found`, 409 `invalid_state` when it is sent or may be, 422 `idempotency_key_reused`
 */
export async function cancelEmail(
  deps: ChangingDeps,
  key: Key,
  id: string,
): Promise<{ email: StoredEmail; replayed: boolean }> {
  const command = toCommand(deps, key, { cancel: { id } })
  const { replayed } = checked(command, await deps.store.cancel({ id }, command))
  const email = await deps.store.find(id)
  if (!email) throw new AppError('not_found', 'email_not_found', `There is no email ${id}.`)
  if (email.status === 'canceled') return { email, replayed }
  throw new AppError('conflict', 'invalid_state', `The email is ${email.status}: it cannot be canceled.`)
}

const toCommand = ({ runtime }: ChangingDeps, key: Key, request: object): Command => ({
  ...key,
  request_hash: hashRequest(request),
  now: toTimestamp(runtime.now()),
})

function checked({ request_hash }: Command, result: CommandResult): CommandResult {
  if (result.request_hash === request_hash) return result
  throw new AppError('invalid', 'idempotency_key_reused', 'This Idempotency-Key came with another request before.')
}
