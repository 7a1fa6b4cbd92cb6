import { BSON, type Db, type Document } from 'mongodb'

const BATCH = 500

/**
 * Puts back what `dumpDocuments` made, into a database that holds nothing; answers how many documents.
 * @throws when there is something already, or when the lines end before the last one
 */
export async function loadDocuments(db: Db, lines: AsyncIterable<string>): Promise<number> {
  await refuseIfUsed(db)
  const batch = createBatch(db)
  let loaded = 0
  let expected: number | undefined
  for await (const line of lines) {
    const { collection, document, documents } = BSON.EJSON.parse(line, { relaxed: false }) as Line
    if (documents !== undefined) expected = Number(documents)
    if (collection === undefined || document === undefined) continue
    await batch.add(collection, document)
    loaded += 1
  }
  await batch.flush()
  if (loaded !== expected) throw new Error(`the dump is cut short: ${loaded} of ${expected ?? '?'} documents`)
  return loaded
}

interface Line {
  collection?: string
  document?: Document
  /** Of the last line. */
  documents?: number
}

async function refuseIfUsed(db: Db): Promise<void> {
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray()) {
    if (await db.collection(name).findOne({})) throw new Error(`the database is not empty: it has ${name}`)
  }
}

/** Documents of one collection are written together. */
function createBatch(db: Db) {
  let held: Document[] = []
  let of = ''
  async function flush(): Promise<void> {
    if (held.length > 0) await db.collection(of).insertMany(held, { ordered: false })
    held = []
  }
  return {
    flush,
    async add(collection: string, document: Document) {
      if (collection !== of || held.length === BATCH) await flush()
      of = collection
      held.push(document)
    },
  }
}
