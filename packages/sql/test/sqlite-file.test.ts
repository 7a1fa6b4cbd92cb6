import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, expect, it } from 'vitest'

/** Two that meet at the same moment are seldom: one file in twelve. */
const FILES = 100
let folder: string
let openers: Worker[]
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tradewind-'))
  openers = [1, 2, 3].map(() => new Worker(join(import.meta.dirname, 'programs/opener.ts')))
})
afterAll(async () => {
  await Promise.all(openers.map((opener) => opener.terminate()))
  await rm(folder, { recursive: true })
})

async function open(opener: Worker, path: string): Promise<string> {
  opener.postMessage(path)
  const [fault] = await once(opener, 'message')
  return fault
}

it('when three open a new file at once, then all can', async () => {
  for (let nth = 0; nth < FILES; nth += 1) {
    const path = join(folder, `${nth}.db`)
    expect(await Promise.all(openers.map((opener) => open(opener, path)))).toEqual(['', '', ''])
  }
})
