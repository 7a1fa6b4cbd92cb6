import { failpoint } from '@tradewind/service/failpoint.ts'
import type { Delivery, DeliveryDeps } from '../deps.ts'
import { concludeAttempt } from '../domain/conclude-attempt.ts'
import type { StoredEmail } from '../domain/stored-email.ts'
import { renderOrFail } from './render-or-fail.ts'

/** Puts a batch into the inbox; the mails, and that they are delivered, are one commit. */
export async function deliverToInbox(deps: DeliveryDeps, emails: StoredEmail[]): Promise<void> {
  const deliveries = (await Promise.all(emails.map((email) => toDelivery(deps, email)))).flat()
  if (deliveries.length === 0) return
  const delivered = await deps.store.deliver(deliveries)
  failpoint('email.after_finish')
  const lost = deliveries.length - delivered.length
  if (lost > 0) deps.log.warn({ lost }, 'emails were taken over before they were delivered')
}

async function toDelivery(deps: DeliveryDeps, email: StoredEmail): Promise<Delivery[]> {
  const content = await renderOrFail(deps, email)
  if (!content) return []
  const { runtime, retry_scale } = deps
  const moment = { now_ms: runtime.now(), random: runtime.random, retry_scale }
  const conclusion = concludeAttempt(email, { kind: 'delivered' }, moment)
  return [{ id: runtime.newId('msg'), email, content, conclusion }]
}
