import { type Load, type LoadOptions, startLoad } from './load.ts'
import { reportPhases } from './report.ts'

/** Runs `work` while requests come at a steady rate; says what they met, also when `work` fails. Answers the load, ended. */
export async function underLoad(options: LoadOptions, work: (load: Load) => Promise<void>): Promise<Load> {
  const load = startLoad(options)
  try {
    await work(load)
  } finally {
    await load.stop()
    process.stdout.write(reportPhases(load.samples))
  }
  return load
}
