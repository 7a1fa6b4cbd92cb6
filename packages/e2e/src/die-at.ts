import { createRuntime } from '@tradewind/service/runtime.ts'
import type { Suite } from '@tradewind/testkit/suite.ts'
import { expectDeath } from './expect-death.ts'
import { SCENARIOS, type Scenario } from './failpoint-scenarios.ts'
import { createPaymentsApi } from './payments-api.ts'
import type { Placed, Shop } from './shop.ts'

/**
 * Places an order (or does the scenario's act), lets the failpoint's program die there, starts it again; the client goes
 * on asking with its key. Answers the orders placed.
 */
export async function dieAt({ suite, shop, name }: { suite: Suite; shop: Shop; name: string }): Promise<Placed[]> {
  const scenario = SCENARIOS[name]
  if (!scenario) throw new Error(`no scenario for ${name}`)
  const { program, first } = scenario
  if (scenario.life) return [await dieInLife({ suite, shop, name, scenario })]
  await suite.restart(program, { FAILPOINTS: first ?? name })
  const placing = begin({ suite, shop, name, scenario })
  await expectDeath(suite, program)
  if (first) {
    // It may die before it is ready: what it finds to do is due by then.
    await suite.restart(program, { FAILPOINTS: name }).catch(() => undefined)
    await expectDeath(suite, program)
  }
  await suite.restart(program)
  return placing
}

/** The order is placed first: the program dies in the rest of its life. */
async function dieInLife({ suite, shop, name, scenario }: Begun): Promise<Placed> {
  const { program, life } = scenario
  let died: Promise<void> | undefined
  const between = async () => {
    await suite.restart(program, { FAILPOINTS: name })
    died = expectDeath(suite, program).then(() => suite.restart(program))
  }
  const living = life?.({ suite, shop, key: name, between })
  const placed = await living
  await died
  if (!placed) throw new Error(`${name} has no life`)
  return placed
}

async function begin({ suite, shop, name, scenario }: Begun): Promise<Placed[]> {
  const { act, errand, method } = scenario
  if (errand) return errand(suite).then(() => [])
  if (!act) return [await shop.place({ key: name, method, prefer: 'wait=1' })]
  await act(createPaymentsApi(suite), newId('ord'))
  return []
}

interface Begun {
  suite: Suite
  shop: Shop
  name: string
  scenario: Scenario
}

const { newId } = createRuntime()
