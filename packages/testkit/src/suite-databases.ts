import { PROGRAMS, type Program } from '@tradewind/start/wiring.ts'
import { documentDatabases, sqlDatabases } from './databases.ts'
import type { TestDatabase } from './test-database.ts'

export type SuiteKind = 'sqlite' | 'real'

/** A new database for each of the programs (all four unless told); `real` is MySQL and MongoDB (the sandbox has SQLite alone). */
export async function createSuiteDatabases(
  kind: SuiteKind,
  programs: readonly Program[] = PROGRAMS,
): Promise<Record<Program, TestDatabase>> {
  const made = await Promise.all(programs.map(async (program) => [program, await create(kind, program)] as const))
  return Object.fromEntries(made) as Record<Program, TestDatabase>
}

function create(kind: SuiteKind, program: Program): Promise<TestDatabase> {
  const embedded = kind === 'sqlite' || program === 'sandbox'
  const kinds = program === 'orders' ? documentDatabases() : sqlDatabases()
  const chosen = kinds.find((database) => (database.kind === 'sqlite') === embedded)
  if (!chosen) throw new Error('no real databases here: no Docker engine answers')
  return chosen.create()
}

/** Whether `real` can be had here. */
export const hasRealDatabases = (): boolean =>
  [...sqlDatabases(), ...documentDatabases()].filter(({ kind }) => kind !== 'sqlite').length === 2
