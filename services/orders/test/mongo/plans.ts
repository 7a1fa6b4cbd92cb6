import type { CommandStartedEvent, Db, Document, MongoClient } from 'mongodb'

export interface Plans {
  /** What was asked since the last time. */
  take(): Promise<Plan[]>
}

/** How the server says that it answers a command. */
export interface Plan {
  command: string
  /** Names of the indexes that are walked. */
  indexes: string[]
  /** MongoDB's stages, or the node types of a server on PostgreSQL. */
  steps: string[]
  /** Looks at all there is, or sorts what was found. */
  is_dear: boolean
}

const EXPLAINED = new Set(['find', 'aggregate', 'findAndModify'])
const SCANS = new Set(['COLLSCAN', 'Seq Scan'])
/** What the server thought of and did not do. */
const NOT_DONE = new Set(['rejectedPlans', 'IndexCosts', 'command'])

/** Notes what the client asks from now on, and lets the server explain each. */
export function notePlans(client: MongoClient, db: Db): Plans {
  let asked: Document[] = []
  client.on('commandStarted', ({ commandName, command }: CommandStartedEvent) => {
    if (EXPLAINED.has(commandName)) asked.push(command)
  })
  return {
    async take() {
      const commands = asked
      asked = []
      return Promise.all(commands.map((command) => explain(db, command)))
    },
  }
}

async function explain(db: Db, { lsid, txnNumber, $db, $clusterTime, ...asked }: Document): Promise<Plan> {
  const command = toExplained(asked)
  const explained = await db.command({ explain: command, verbosity: 'queryPlanner' })
  const plan = { command: JSON.stringify(command), indexes: [], steps: [] }
  return { ...plan, is_dear: collect(explained, plan) }
}

/** What is changed is found first. Not every server explains both together, or has an order for what it will change. */
const toExplained = ({ findAndModify, query, ...command }: Document): Document =>
  findAndModify ? { find: findAndModify, filter: query, limit: 1 } : command

/** Notes indexes and steps of `node` and below; whether any of them is dear. */
function collect(node: unknown, plan: Pick<Plan, 'indexes' | 'steps'>): boolean {
  if (typeof node !== 'object' || node === null) return false
  const { indexName, 'Index Name': index = indexName, stage, 'Node Type': step = stage } = node as Document
  if (typeof index === 'string') plan.indexes.push(index)
  if (typeof step === 'string') plan.steps.push(step)
  const below = Object.entries(node).filter(([name]) => !NOT_DONE.has(name))
  const dear = below.map(([, value]) => collect(value, plan))
  return dear.includes(true) || SCANS.has(step) || sorts(node, step)
}

/** A server on PostgreSQL has no order in an index of what is in lists, and sorts there, where MongoDB does not. */
const sorts = (node: object, step: unknown): boolean =>
  step === 'SORT' || '$sort' in node || (step === 'Sort' && !JSON.stringify(node).includes('"isMultiKey":true'))
