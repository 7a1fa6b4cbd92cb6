import { openThings } from '../things.ts'

/** Inserts without end, ten at once, and says each id only after its write was answered. */
const database = await openThings(process.env.DATABASE_URL ?? '')
process.send?.({ ready: true, port: 1 })
process.on('disconnect', () => process.exit(0))

async function write(lane: number): Promise<void> {
  for (let count = 0; ; count += 1) {
    const id = `${process.pid}-${lane}-${count}`
    await database.write((unit) => unit.insertInto('things').values({ id, name: id, amount: count }).execute())
    process.stdout.write(`${id}\n`)
  }
}

await Promise.all(Array.from({ length: 10 }, (_, lane) => write(lane)))
