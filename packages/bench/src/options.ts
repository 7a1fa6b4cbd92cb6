import { parseArgs } from 'node:util'
import type { SuiteKind } from '@tradewind/testkit/suite-databases.ts'

export interface BenchOptions {
  databases: SuiteKind
  /** Of each cell; a fifth of it before, as warm-up. */
  seconds: number
  rounds: number
  concurrencies: number[]
  /** How often `start` is timed. */
  starts: number
}

export const USAGE = `pnpm bench [--databases sqlite|real] [--seconds 5] [--rounds 2] [--concurrency 1,8,32] [--starts 3]
pnpm bench --profile [--seconds 5] [--concurrency 32]   where the CPU of ours and of the chain goes, by process
pnpm bench --books [--seconds 5] [--rounds 2]   payments at 10³ and 10⁶ stored; memory of a reconciliation of 10⁴ and 10⁵
pnpm bench --pickers [--databases sqlite|real]   200 pickers claim 2,000 orders
pnpm bench --lists [--databases sqlite|real]   p99 of list pages at 20,000 and 1,000,000 orders
pnpm bench --sse [--databases sqlite|real]   1,000 clients follow the events, and move to another replica`

type Mode = Record<'profile' | 'books' | 'pickers' | 'lists' | 'sse', boolean>

/** @throws with what is wrong about the arguments */
export function readOptions(argv: string[]): BenchOptions & Mode {
  const { values } = parseArgs({
    args: argv,
    options: {
      databases: { type: 'string', default: 'sqlite' },
      seconds: { type: 'string', default: '5' },
      rounds: { type: 'string', default: '2' },
      concurrency: { type: 'string' },
      starts: { type: 'string', default: '3' },
      profile: { type: 'boolean', default: false },
      books: { type: 'boolean', default: false },
      pickers: { type: 'boolean', default: false },
      lists: { type: 'boolean', default: false },
      sse: { type: 'boolean', default: false },
    },
  })
  const { databases, profile, books, pickers, lists, sse } = values
  if (databases !== 'sqlite' && databases !== 'real') throw new Error('--databases must be sqlite or real')
  const concurrency = values.concurrency ?? (profile ? '32' : '1,8,32')
  return {
    databases,
    seconds: readNumber('seconds', values.seconds),
    rounds: readNumber('rounds', values.rounds),
    starts: readNumber('starts', values.starts),
    concurrencies: concurrency.split(',').map((text) => readNumber('concurrency', text)),
    profile,
    books,
    pickers,
    lists,
    sse,
  }
}

function readNumber(name: string, text: string): number {
  const number = Number(text)
  if (number > 0 && number <= 1000) return number
  throw new Error(`--${name} must be a number over 0, not "${text}"`)
}
