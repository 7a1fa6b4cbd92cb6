import { AppError } from '@tradewind/service/app-error.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Deps } from '../deps.ts'
import type { StoredBreak } from '../reconciliation-deps.ts'

interface Resolving {
  run_id: string
  id: string
  note: string
  actor: string
}

/** An operator says why a break is none any more; again changes nothing. @throws AppError `break_not_found` */
export async function resolveBreak(
  { reconciliation, runtime }: Pick<Deps, 'reconciliation' | 'runtime'>,
  { run_id, id, note, actor }: Resolving,
): Promise<StoredBreak> {
  const found = await findBreak({ reconciliation }, { run_id, id })
  if (found.resolved_at !== null) return found
  const audit = { id: runtime.newId('aud'), actor, at: toTimestamp(runtime.now()) }
  await reconciliation.resolve({ break: found, note, audit })
  return findBreak({ reconciliation }, { run_id, id })
}

async function findBreak({ reconciliation }: Pick<Deps, 'reconciliation'>, asked: { run_id: string; id: string }) {
  const found = await reconciliation.findBreak(asked)
  if (!found) throw new AppError('not_found', 'break_not_found', `There is no break ${asked.id} in ${asked.run_id}.`)
  return found
}
