import { BSON, type Db } from 'mongodb'

/**
 * All documents as lines of extended JSON, `{ collection, document }`, and a last one that says how many they were.
 * While it reads, others write: orders are read first, so that what is derived from them (events, positions) is never
 * older than they are, and counters last, so that none gives out a number that is in use.
 */
export async function* dumpDocuments(db: Db): AsyncGenerator<string> {
  let documents = 0
  for (const collection of await listCollections(db)) {
    // By _id, which never changes: each is met once, whatever is written meanwhile.
    for await (const document of db.collection(collection).find({}, { promoteValues: false }).sort({ _id: 1 })) {
      documents += 1
      yield `${BSON.EJSON.stringify({ collection, document }, { relaxed: false })}\n`
    }
  }
  yield `${JSON.stringify({ documents })}\n`
}

const RANKS: Record<string, number> = { orders: -1, counters: 1 }
const rankOf = (name: string): number => RANKS[name] ?? 0

async function listCollections(db: Db): Promise<string[]> {
  const collections = await db.listCollections({}, { nameOnly: true }).toArray()
  const names = collections.map(({ name }) => name).filter((name) => !name.startsWith('system.'))
  return names.sort((a, b) => rankOf(a) - rankOf(b) || a.localeCompare(b))
}
