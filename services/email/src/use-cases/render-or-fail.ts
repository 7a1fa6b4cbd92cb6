import type { DeliveryDeps } from '../deps.ts'
import { concludeAttempt } from '../domain/conclude-attempt.ts'
import type { Content } from '../domain/content.ts'
import { toError } from '../domain/outcome.ts'
import type { StoredEmail } from '../domain/stored-email.ts'

/**
 * The email's content. Undefined when it cannot be rendered: then the email has failed, as template and data are
 * fixed. Undefined also when its template cannot be had at the moment: then it comes again when its lease ends.
 */
export async function renderOrFail(deps: DeliveryDeps, email: StoredEmail): Promise<Content | undefined> {
  const about = { email_id: email.id, template: email.template, version: email.template_version }
  const render = await deps.templates.load(email).catch((error) => {
    deps.log.error({ err: error, ...about }, 'template cannot be had, again when the lease ends')
  })
  try {
    return render?.()
  } catch (error) {
    deps.log.error({ err: error, ...about }, 'email cannot be rendered')
    await fail(deps, email)
    return undefined
  }
}

async function fail({ runtime, retry_scale, store, transport }: DeliveryDeps, email: StoredEmail): Promise<void> {
  const outcome = { kind: 'failed', error: toError('render_failed') } as const
  const moment = { now_ms: runtime.now(), random: runtime.random, retry_scale }
  const attempt = { provider: transport.name, outcome: outcome.kind, error: outcome.error }
  await store.finish(email, concludeAttempt(email, outcome, moment), attempt)
}
