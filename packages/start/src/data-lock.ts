import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

interface Holder {
  pid: number
  port: number
}

/**
 * Holds the data folder for this process. The lock is SQLite's own on an empty file: the system frees it when the
 * process ends, however it ends, so no lock is ever left over.
 * @returns who holds it already, or undefined when it is ours now
 */
export function lockData(data: string, holder: Holder): Holder | undefined {
  const lock = new DatabaseSync(join(data, 'start.lock'))
  const note = join(data, 'start.json')
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch {
    lock.close()
    return JSON.parse(readFileSync(note, 'utf8')) as Holder
  }
  held.push(lock)
  writeFileSync(note, JSON.stringify(holder))
  return undefined
}

/** Kept reachable: a collected handle would free its lock. */
const held: DatabaseSync[] = []
