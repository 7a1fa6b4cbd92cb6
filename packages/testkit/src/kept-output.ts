import type { ChildProcess } from 'node:child_process'

export interface Output {
  text(): string
}

const KEPT_CHARACTERS = 64 * 1024

/** Keeps the end of what a process writes, for the message of a failure. */
export function keepOutput({ stdout, stderr }: ChildProcess): Output {
  let text = ''
  for (const stream of [stdout, stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk).slice(-KEPT_CHARACTERS)
    })
  }
  return { text: () => text }
}
