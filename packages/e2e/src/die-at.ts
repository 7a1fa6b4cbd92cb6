import type { Suite } from '@tradewind/testkit/suite.ts'
import { SCENARIOS } from './failpoint-scenarios.ts'
import type { Placed, Shop } from './shop.ts'

const DEATH_MS = 30_000

/** Places an order, lets the failpoint's program die there, starts it again; the client goes on asking with its key. */
export async function dieAt({ suite, shop, name }: { suite: Suite; shop: Shop; name: string }): Promise<Placed> {
  const scenario = SCENARIOS[name]
  if (!scenario) throw new Error(`no scenario for ${name}`)
  const { program, method, first } = scenario
  await suite.restart(program, { FAILPOINTS: first ?? name })
  const placing = shop.place({ key: name, method, prefer: 'wait=1' })
  await expectDeath(suite, program)
  if (first) {
    await suite.restart(program, { FAILPOINTS: name })
    await expectDeath(suite, program)
  }
  await suite.restart(program)
  return placing
}

async function expectDeath({ processes }: Suite, program: keyof Suite['processes']): Promise<void> {
  const late = AbortSignal.timeout(DEATH_MS)
  const { promise, reject } = Promise.withResolvers<never>()
  const onLate = () => reject(new Error(`${program} did not die at its failpoint:\n${processes[program].output()}`))
  late.addEventListener('abort', onLate, { once: true })
  const { signal } = await Promise.race([processes[program].exited, promise])
  late.removeEventListener('abort', onLate)
  if (signal !== 'SIGKILL') throw new Error(`${program} ended by ${signal}:\n${processes[program].output()}`)
}
