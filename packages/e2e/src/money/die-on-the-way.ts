import { expectDeath } from '../expect-death.ts'
import { ACTS } from './acts.ts'
import type { Intended } from './intended.ts'
import type { MoneyBench } from './money-bench.ts'
import type { Pass } from './passes.ts'

/** Does the act, lets payments die on its way and starts it again, while the caller goes on asking. */
export async function dieOnTheWay(
  bench: MoneyBench,
  { at, act, first, card }: Pass,
  order_id: string,
): Promise<Intended> {
  const { suite } = bench
  await suite.restart('payments', { FAILPOINTS: first ?? at })
  const acting = ACTS[act](bench, order_id, card)
  acting.catch(() => undefined)
  await expectDeath(suite, 'payments')
  if (first) {
    // It may die before it is ready: what it finds to do is due by then.
    await suite.restart('payments', { FAILPOINTS: at }).catch(() => undefined)
    await expectDeath(suite, 'payments')
  }
  await suite.restart('payments')
  return acting
}
