import type { GatewayIntent } from '../domain/gateway-intent.ts'
import type { Reconciliation } from '../domain/reconciliation.ts'
import { importBalance } from './import-balance.ts'
import type { PhaseStep, Reconciling } from './reconciling.ts'

/** A page of the intents that the gateway made in the window. */
export async function stageIntents({ gatewayBooks }: Reconciling, run: Reconciliation): Promise<PhaseStep> {
  const { data, has_more } = await gatewayBooks.listIntents(toPage(run))
  return { intents: data.filter(isIn(run)), position: has_more ? data.at(-1)?.gateway_ref : undefined }
}

/**
 * A page of what moved in the window, and the older intents it moved: a refund of last month's payment is of this window. Ours
 * is brought up to date first, so that what is not in it then is missing.
 */
export async function stageMovements(deps: Reconciling, run: Reconciliation): Promise<PhaseStep> {
  if (run.position === '') while (await importBalance(deps));
  const { data, has_more } = await deps.gatewayBooks.listBalance(toPage(run))
  const movements = data.filter(isIn(run))
  const refs = [...new Set(movements.flatMap(({ gateway_ref }) => gateway_ref ?? []))]
  const staged = await deps.reconciliation.staged.findStaged({ run_id: run.id, gateway_refs: refs })
  const intents = await readIntents(
    deps,
    refs.filter((ref) => !staged.has(ref)),
  )
  return { intents, movements, position: has_more ? data.at(-1)?.id : undefined }
}

async function readIntents({ gatewayBooks }: Reconciling, refs: string[]): Promise<GatewayIntent[]> {
  const intents: GatewayIntent[] = []
  for (const ref of refs) {
    const intent = await gatewayBooks.readIntent(ref)
    if (intent) intents.push(intent)
  }
  return intents
}

/** The gateway's times are whole seconds: it is asked for the seconds around, and each object is in one window. */
const toPage = ({ from, to, position }: Reconciliation) => ({
  from_ms: Date.parse(from),
  until_ms: Date.parse(to),
  ...(position && { after: position }),
})

const isIn =
  ({ from, to }: Reconciliation) =>
  ({ created_at }: { created_at: string }): boolean =>
    created_at >= from && created_at < to
