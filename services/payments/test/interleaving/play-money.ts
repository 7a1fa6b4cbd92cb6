import { AppError } from '@tradewind/service/app-error.ts'
import type { Deps } from '../../src/deps.ts'
import { commandPayment } from '../../src/use-cases/command-payment.ts'
import { receiveNotice } from '../../src/use-cases/receive-notice.ts'
import { refundPayment } from '../../src/use-cases/refund-payment.ts'
import { sweepAttempts } from '../../src/use-cases/sweep-attempts.ts'
import { syncPayment } from '../../src/use-cases/sync-payment.ts'
import { takePayment } from '../../src/use-cases/take-payment.ts'
import { workNotices } from '../../src/use-cases/work-notices.ts'
import { createNetwork } from './faulty-gateway.ts'
import { createMoneyGateway } from './money-gateway.ts'
import { createRandom } from './random.ts'
import { startReplica } from './replica.ts'
import { createScheduler } from './scheduler.ts'

interface Stores extends Pick<Deps, 'store' | 'notices'> {
  newId: (prefix: string) => string
}

const ACTIONS = 30
const STEPS_BETWEEN = 12
const ROUNDS = 60
const AMOUNT = 3000
const METHODS = ['pm_card_visa', 'pm_card_visa', 'pm_card_visa', 'pm_card_visa', 'pm_3ds', 'pm_declined'] as const
const DAY_MS = 24 * 3_600_000

/** Charge, capture, cancel, refund, webhooks, disputes and crashes of one payment, in the order that the seed gives. */
export async function playMoney({ store, notices, newId }: Stores, seed: number) {
  const random = createRandom(seed)
  const scheduler = createScheduler(random.next)
  // Each seed has a time of its own, so that none finds what another has left to do.
  scheduler.pass(seed * 30 * DAY_MS)
  const money = createMoneyGateway(`${newId('sim')}`)
  const faults = { on: true }
  const network = createNetwork({ money, scheduler, random, faults })
  const shared = { store, notices, newId, money, network, scheduler, random }
  const unexpected: unknown[] = []
  let replicas = [startReplica(shared), startReplica(shared)]
  const order_id = newId('ord')
  const keys: string[] = []

  const begin = (work: Promise<unknown>) =>
    void work.catch((error) => {
      if (!(error instanceof AppError)) unexpected.push(error)
    })
  const ask = (idempotency_key: string) => ({ key: { client_id: 'service', idempotency_key }, deadline: undefined })
  /** A new key, or one that was used before: a client that heard nothing asks again. */
  function keyOf(command: string): string {
    const before = keys.filter((key) => key.startsWith(command))
    if (before.length > 0 && random.next() < 0.4) return random.pick(before)
    keys.push(`${command} ${newId('key')}`)
    return keys.at(-1) as string
  }

  const capture_method = random.pick(['manual', 'automatic'] as const)
  const payment_method = random.pick(METHODS)
  const request = { order_id, amount: AMOUNT, currency: 'USD', payment_method, capture_method }
  const pay = (deps: Deps) => begin(takePayment(deps, { ...ask(order_id), request }))
  const idOf = async () => (await store.list({ order_id, limit: 1 }))[0]?.id

  const ACTS: Record<string, (deps: Deps, payment_id: string) => void> = {
    pay,
    capture(deps, payment_id) {
      const body = random.next() < 0.5 ? {} : { amount: 2000 }
      const command = { kind: 'capture' as const, ...body }
      begin(commandPayment(deps, { ...ask(keyOf(`capture ${JSON.stringify(body)}`)), payment_id, command, body }))
    },
    cancel(deps, payment_id) {
      const command = { kind: 'cancel' as const }
      begin(commandPayment(deps, { ...ask(keyOf('cancel')), payment_id, command, body: {} }))
    },
    confirm(deps, payment_id) {
      const command = { kind: 'confirm' as const }
      begin(commandPayment(deps, { ...ask(keyOf('confirm')), payment_id, command, body: {} }))
    },
    refund(deps, payment_id) {
      const amount = random.pick([900, 1800, 3000])
      begin(refundPayment(deps, { ...ask(keyOf(`refund ${amount}`)), payment_id, request: { amount } }))
    },
    burst(deps, payment_id) {
      for (let refunds = 0; refunds < 3; refunds += 1) ACTS.refund?.(deps, payment_id)
    },
    sync: (deps, payment_id) => begin(syncPayment(deps, { ...ask(keyOf('sync')), payment_id })),
    sweep: (deps) => begin(sweepAttempts(deps)),
    work: (deps) => begin(workNotices(deps)),
    notice(deps) {
      if (money.notices.length > 0) begin(receiveNotice(deps, random.pick(money.notices)))
    },
    authenticate() {
      for (const intent of money.intents.values()) money.authenticate(intent)
    },
    bounce() {
      const some = [...money.refunds.values()]
      if (some.length > 0 && random.next() < 0.5) money.bounce(random.pick(some))
    },
    dispute() {
      if (random.next() < 0.3) for (const intent of money.intents.values()) money.dispute(intent)
    },
    decide: () => money.decide(random.pick(['won', 'lost'] as const)),
    wait: () => scheduler.pass(random.pick([1_000, 5_000, 20_000, 40_000, 60_000, 2 * DAY_MS])),
    crash() {
      const index = random.upTo(2) - 1
      replicas[index]?.kill()
      replicas = replicas.map((replica, at) => (at === index ? startReplica(shared) : replica))
    },
  }
  const often = [
    'capture',
    'refund',
    'burst',
    'notice',
    'notice',
    'work',
    'work',
    'sweep',
    'sweep',
    'sweep',
    'wait',
    'wait',
  ]
  const names = [...Object.keys(ACTS), ...often]

  async function releaseSome(most: number, sleepers: number): Promise<void> {
    for (let steps = 0; steps < most; steps += 1) if (!(await scheduler.release({ sleepers }))) return
  }

  async function act(): Promise<void> {
    const payment_id = await idOf()
    const name = payment_id ? random.pick(names) : 'pay'
    ACTS[name]?.(random.pick(replicas).deps, payment_id ?? '')
    await scheduler.settled()
    await releaseSome(random.upTo(STEPS_BETWEEN), 0.05)
  }

  /** All that was begun comes to its end, with a gateway that does as it should. */
  async function drain(): Promise<boolean> {
    faults.on = false
    for (let round = 0; round < ROUNDS; round += 1) {
      const [{ deps }] = replicas as [(typeof replicas)[number]]
      network.arrive()
      for (const notice of money.notices) begin(receiveNotice(deps, notice))
      begin(sweepAttempts(deps))
      begin(workNotices(deps))
      await releaseSome(Number.POSITIVE_INFINITY, 0)
      scheduler.pass(301_000)
      if (round > 2 && (await isIdle({ store, notices }))) return true
    }
    return false
  }

  begin(Promise.resolve(pay(replicas[0]?.deps as Deps)))
  await scheduler.settled()
  for (let actions = 0; actions < ACTIONS; actions += 1) await act()
  const drained = await drain()
  for (const replica of replicas) replica.kill()
  return { order_id, money, drained, unexpected }
}

async function isIdle({ store, notices }: Pick<Deps, 'store' | 'notices'>): Promise<boolean> {
  const [open, told] = [await store.countOpen(), await notices.count()]
  return open.length === 0 && told.every(({ status, notices: count }) => status !== 'received' || count === 0)
}

export type Played = Awaited<ReturnType<typeof playMoney>>
