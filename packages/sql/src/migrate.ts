import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { retried } from './retried.ts'

const SQLITE = 'sqlite:'

/**
 * Brings the tables of `url` up to date, under a lock: replicas that start together wait for the first. `migrations`
 * by numbered name (`001-emails`), each a list of statements that both kinds of database take. Each statement is a
 * step of its own, so that MySQL, which cannot undo DDL, is never half-way through one.
 */
export async function migrate(url: string, migrations: Record<string, string[]>): Promise<void> {
  const provider = { getMigrations: async () => toSteps(migrations) }
  const database = await openForMigration(url)
  try {
    const migrator = new Migrator({ db: database, provider })
    await retried(async () => {
      const { error } = await migrator.migrateToLatest()
      if (error) throw error
    })
  } finally {
    await database.destroy()
  }
}

async function openForMigration(url: string): Promise<Kysely<unknown>> {
  if (url.startsWith(SQLITE))
    return (await import('./sqlite-database.ts')).openSqliteForMigration(url.slice(SQLITE.length))
  return (await import('./mysql-database.ts')).openMysqlForMigration(url)
}

function toSteps(migrations: Record<string, string[]>): Record<string, Migration> {
  const steps: Record<string, Migration> = {}
  for (const [name, statements] of Object.entries(migrations)) {
    statements.forEach((statement, index) => {
      const step = `${name}.${String(index + 1).padStart(2, '0')}`
      steps[step] = { up: async (database: Kysely<unknown>) => void (await sql.raw(statement).execute(database)) }
    })
  }
  return steps
}
