import { readFileSync } from 'node:fs'

/** USER_HZ, the same on every Linux that Node runs on. */
const TICK_US = 10_000

/** CPU time of a process since it began, user and system, microseconds. */
export function readCpu_us(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_US
}

/** What a process holds of memory, MB; `anonymous` is its own, without the files it maps. */
export function readMemory_mb(pid: number): { resident: number; anonymous: number } {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8')
  const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) / 1024
  return { resident: read('VmRSS'), anonymous: read('RssAnon') }
}
