import type { Driver } from '../driver/start-driver.ts'
import type { System, SystemName } from '../systems/system.ts'

/** What all cells of a run share. */
export interface BenchContext {
  driver: Driver
  systems: Record<SystemName, System>
  /** Orders to read. */
  read_paths: string[]
  seconds: number
}
