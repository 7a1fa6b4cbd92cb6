import { setTimeout as delay } from 'node:timers/promises'
import { startStack } from './compose.ts'
import { startLoad } from './compose-load.ts'
import { DISTURBANCES } from './compose-operations.ts'
import { reportPhases } from './compose-report.ts'
const stack = await startStack()
try {
  await stack.compose('scale', '--no-deps', 'orders=2'); await delay(8000)
  const load = startLoad({ ...stack, per_s: 80 })
  await delay(3000)
  for (const { name, run } of DISTURBANCES) if ((process.argv[2] ?? '').split(',').includes(name)) { load.phase(name); await run(stack) }
  await load.stop()
  process.stdout.write(reportPhases(load.samples))
  for (const { phase, fault } of load.samples) if (fault) console.log(phase, fault.slice(0, 100))
} finally { await stack.down() }
