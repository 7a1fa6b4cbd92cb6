import { setTimeout as delay } from 'node:timers/promises'
import { PROGRAMS, type Program } from '@tradewind/start/wiring.ts'
import type { Suite } from '@tradewind/testkit/suite.ts'
import { createRandom } from './create-random.ts'
import type { Placed, Shop } from './shop.ts'

interface Chaos {
  suite: Suite
  shop: Shop
  orders: number
  concurrency: number
  /** Of each program. */
  kills: number
  seed: number
}

const METHODS = [
  'pm_card_visa',
  'pm_card_visa',
  'pm_card_mastercard',
  'pm_card_amex',
  'pm_card_chargeDeclined',
  'pm_card_chargeDeclinedInsufficientFunds',
  'pm_card_authenticationRequired',
  'pm_sim_slow_ms_200',
  'pm_sim_500',
  'pm_sim_500_after_charge',
]
/** Long enough that work is under way at each kill, on a busy machine too. */
const LONGEST_PAUSE_MS = 1_500

/** Orders from many clients while every program dies at random, again and again. Answers what was acknowledged. */
export async function wreakHavoc({ suite, shop, orders, concurrency, kills, seed }: Chaos): Promise<Placed[]> {
  const { progress, over } = killAll({ suite, kills, seed })
  const placed = await placeAll({ shop, orders, concurrency, seed, progress })
  await over
  return placed
}

/** Every program dies at random, `kills` times each; `over` when they have, and all are up again. */
export function killAll({ suite, kills, seed }: Pick<Chaos, 'suite' | 'kills' | 'seed'>) {
  const random = createRandom(seed)
  const progress = { killed: 0, of: kills * PROGRAMS.length }
  const over = Promise.all(PROGRAMS.map((program) => killAgainAndAgain({ suite, program, kills, random, progress })))
  return { progress, over }
}

interface Progress {
  killed: number
  of: number
}

async function killAgainAndAgain({
  suite,
  program,
  kills,
  random,
  progress,
}: {
  suite: Suite
  program: Program
  kills: number
  random: () => number
  progress: Progress
}): Promise<void> {
  for (let kill = 0; kill < kills; kill += 1) {
    await delay(random() * LONGEST_PAUSE_MS)
    await suite.kill(program)
    progress.killed += 1
    await suite.restart(program)
  }
}

/** Clients keep pace with the killing, so that there are orders under way at every kill. */
async function placeAll({
  shop,
  orders,
  concurrency,
  seed,
  progress,
}: {
  shop: Shop
  orders: number
  concurrency: number
  seed: number
  progress: Progress
}): Promise<Placed[]> {
  const placed: Placed[] = []
  let next = 0
  async function client(): Promise<void> {
    while (next < orders) {
      const number = next
      next += 1
      while (number / orders > (progress.killed + 1) / progress.of) await delay(10)
      const method = METHODS[number % METHODS.length] ?? 'pm_card_visa'
      const prefer = number % 3 === 0 ? 'wait=2' : 'respond-async'
      placed.push(await shop.place({ key: `chaos-${seed}-${number}`, method, prefer }))
    }
  }
  await Promise.all(Array.from({ length: concurrency }, client))
  return placed
}
