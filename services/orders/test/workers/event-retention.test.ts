import { eventually } from '@tradewind/testkit/eventually.ts'
import { expect, it } from 'vitest'
import { startEventRetention } from '../../src/workers/event-retention.ts'
import { createControlledRuntime } from '../controlled-runtime.ts'
import { log, useStore } from '../effect-rig.ts'
import { newOrder } from '../new-order.ts'

const opened = useStore()

it('when events are older than the days they are kept then all but the newest go, and not before', async () => {
  for (let count = 0; count < 4; count += 1) await opened().store.insert(newOrder())
  const { runtime, clock, passSleep, sleeps } = createControlledRuntime()
  const retention = startEventRetention({ ...opened(), runtime, log, owner: 'rep_1', days: 30 })
  await eventually(() => expect(sleeps).toHaveLength(1))
  expect(await opened().events.ends()).toEqual({ oldest: 1, newest: 4 })
  clock.now_ms += 31 * 86_400_000
  await passSleep()
  await eventually(async () => expect(await opened().events.ends()).toEqual({ oldest: 4, newest: 4 }))
  await retention.stop()
})
