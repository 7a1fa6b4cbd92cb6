import type { Logger } from '@tradewind/service/logger.ts'
import { type Loop, startLoop } from '@tradewind/service/loop.ts'
import type { Runtime } from '@tradewind/service/runtime.ts'
import type { DeliveryDeps, Deps } from '../deps.ts'
import type { Endpoint } from '../gateway-store.ts'
import { deliverWebhooks } from '../use-cases/deliver-webhooks.ts'
import { runDueWork } from '../use-cases/run-due-work.ts'

interface SweeperDeps {
  deps: Deps & DeliveryDeps
  runtime: Runtime
  log: Logger
}

const INTERVAL_MS = 200
const PAUSE_MS = 20

/** Does what is due and delivers webhooks: whenever something was committed, and as time goes by. */
export function startSweeper({ deps, runtime, log }: SweeperDeps): Loop {
  /** An endpoint that hangs holds up its own deliveries alone. */
  const busy = new Map<string, Promise<unknown>>()

  function startRound(endpoint: Endpoint): void {
    const { id } = endpoint.endpoint
    const round = deliverWebhooks(deps, endpoint).catch((error) => {
      log.error({ err: error, endpoint: id }, 'delivery failed, tries again')
      return false
    })
    busy.set(
      id,
      round.then(async (sent) => {
        // Under load this gathers what comes meanwhile: one commit for all of it, not one for each.
        if (sent) await runtime.sleep(PAUSE_MS)
        busy.delete(id)
        if (sent) loop.wake()
      }),
    )
  }

  async function look(): Promise<boolean> {
    const more = await runDueWork(deps)
    for (const endpoint of deps.store.read.listEndpoints()) {
      const { id, status } = endpoint.endpoint
      if (status === 'enabled' && !busy.has(id)) startRound(endpoint)
    }
    return more
  }

  const loop = startLoop({ name: 'sweeper', interval_ms: INTERVAL_MS, runtime, log, look })
  return {
    wake: loop.wake,
    async stop() {
      await loop.stop()
      await Promise.all(busy.values())
    },
  }
}
