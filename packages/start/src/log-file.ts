import { mkdirSync, openSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

const LARGEST_BYTES = 10 * 1024 * 1024

/** Opens `<data>/logs/<name>.log` to append; a large one is put aside as `.1` first. Answers the file descriptor. */
export function openLog(data: string, name: string): number {
  const folder = join(data, 'logs')
  mkdirSync(folder, { recursive: true })
  const path = logPath(data, name)
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size > LARGEST_BYTES) renameSync(path, `${path}.1`)
  return openSync(path, 'a')
}

export const logPath = (data: string, name: string): string => join(data, 'logs', `${name}.log`)
