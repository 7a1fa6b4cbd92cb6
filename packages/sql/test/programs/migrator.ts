import { migrate } from '../../src/migrate.ts'
import { MIGRATIONS } from '../things.ts'

/** Says that it is there, waits for the word, migrates, exits 0. */
process.on('disconnect', () => process.exit(1))
process.once('SIGUSR2', async () => {
  await migrate(process.env.DATABASE_URL ?? '', MIGRATIONS)
  process.exit(0)
})
process.send?.({ ready: true, port: 1 })
