import { createLogger } from '@tradewind/service/logger.ts'
import type { Deps } from '../../src/deps.ts'
import type { NoticeStore } from '../../src/notice-deps.ts'
import { createRuns } from '../../src/use-cases/create-runs.ts'
import type { Network } from './faulty-gateway.ts'
import type { MoneyGateway } from './money-gateway.ts'
import type { Random } from './random.ts'
import type { Life, Scheduler } from './scheduler.ts'

export interface Shared {
  store: Deps['store']
  notices: NoticeStore
  newId: (prefix: string) => string
  money: MoneyGateway
  network: Network
  scheduler: Scheduler
  random: Random
}

const log = createLogger({ service: 'payments', level: 'silent' })

/** The use cases as one process runs them: each statement takes its turn; after `kill` only what was committed is left. */
export function startReplica({ store, notices, newId, money, network, scheduler, random }: Shared) {
  const life: Life = { dead: false }
  const stepped = <Store extends object>(inner: Store): Store =>
    new Proxy(inner, {
      get(target, name) {
        const method = Reflect.get(target, name) as (...args: unknown[]) => unknown
        return (...args: unknown[]) => scheduler.step(life, () => method(...args))
      },
    })
  const runtime: Deps['runtime'] = {
    now: () => scheduler.clock.now,
    newId,
    random: random.next,
    sleep: (ms, signal) => scheduler.sleep(life, ms, signal),
  }
  const gatewayObjects: Deps['gatewayObjects'] = {
    readIntent: (ref) => scheduler.step(life, () => money.readIntent(ref)),
    readRefund: (ref) => scheduler.step(life, () => money.readRefund(ref)),
    readDispute: (ref) => scheduler.step(life, () => money.readDispute(ref)),
  }
  const gateway = network.connect(life)
  const own = { store: stepped(store), notices: stepped(notices), gateway, gatewayObjects, runs: createRuns() }
  // What these flows do not use is not there: whoever asks for it fails.
  const deps = { ...own, runtime, log, retry_scale: 1, return_url: undefined } as unknown as Deps
  return {
    deps,
    kill(): void {
      life.dead = true
    },
  }
}
