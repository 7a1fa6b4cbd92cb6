import { type Kysely, sql } from 'kysely'
import { DEFAULT_MIGRATION_TABLE, type Migration, Migrator } from 'kysely/migration'
import { retried } from './retried.ts'

/** One text that both kinds of database take; where they know no common one (triggers), a text for each. */
export type MigrationStatement = string | { mysql: string; sqlite: string }

type Kind = keyof Exclude<MigrationStatement, string>

const SQLITE = 'sqlite:'

/**
 * Brings the tables of `url` up to date, under a lock: replicas that start together wait for the first. `migrations`
 * by numbered name (`001-emails`), each a list of statements. Each statement is a step of its own, so that MySQL,
 * which cannot undo DDL, is never half-way through one. Steps of a newer version that has run here already are left
 * alone: migrations only add, so an older replica may start again during a rollout, or instead of one.
 */
export async function migrate(url: string, migrations: Record<string, MigrationStatement[]>): Promise<void> {
  const kind = url.startsWith(SQLITE) ? 'sqlite' : 'mysql'
  const database = await openForMigration(url)
  try {
    await retried(() => migrateNow(database, toSteps(kind, migrations)))
  } finally {
    await database.destroy()
  }
}

async function migrateNow(database: Kysely<unknown>, ours: Record<string, Migration>): Promise<void> {
  const steps = { ...(await readNewerSteps(database)), ...ours }
  const provider = { getMigrations: async () => steps }
  const migrator = new Migrator({ db: database, provider, allowUnorderedMigrations: true })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

async function openForMigration(url: string): Promise<Kysely<unknown>> {
  if (url.startsWith(SQLITE))
    return (await import('./sqlite-database.ts')).openSqliteForMigration(url.slice(SQLITE.length))
  return (await import('./mysql-database.ts')).openMysqlForMigration(url)
}

/** All that has run here, as steps that do nothing: of ours, our own take their place. */
async function readNewerSteps(database: Kysely<unknown>): Promise<Record<string, Migration>> {
  const tables = await database.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) return {}
  const { rows } = await sql<{ name: string }>`SELECT name FROM ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(database)
  return Object.fromEntries(rows.map(({ name }) => [name, { up: async () => undefined }]))
}

function toSteps(kind: Kind, migrations: Record<string, MigrationStatement[]>): Record<string, Migration> {
  const steps: Record<string, Migration> = {}
  for (const [name, statements] of Object.entries(migrations)) {
    statements.forEach((statement, index) => {
      const step = `${name}.${String(index + 1).padStart(2, '0')}`
      const text = typeof statement === 'string' ? statement : statement[kind]
      steps[step] = { up: async (database: Kysely<unknown>) => void (await sql.raw(text).execute(database)) }
    })
  }
  return steps
}
