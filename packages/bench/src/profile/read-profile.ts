import { readFile } from 'node:fs/promises'

interface CpuProfile {
  /** Microseconds, as `timeDeltas`. */
  startTime: number
  endTime: number
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[]
  samples: number[]
  /** Since the sample before. */
  timeDeltas: number[]
}

type CallFrame = CpuProfile['nodes'][number]['callFrame']

interface Cost {
  what: string
  self_us: number
}

interface Reading {
  path: string
  /** Only the end of the profile: starting is dear, and not asked about. */
  last_ms: number
  /** What self times are added up by. */
  by: (callFrame: CallFrame) => string
}

const NOT_BUSY = new Set(['(idle)', '(root)'])

/** Self times of a `.cpuprofile`, dearest first. Time by the clock: what waits for the disk counts too. */
export async function readProfile({ path, last_ms, by }: Reading): Promise<Cost[]> {
  const { startTime, endTime, nodes, samples, timeDeltas } = JSON.parse(await readFile(path, 'utf8')) as CpuProfile
  const busy = nodes.filter(({ callFrame }) => !NOT_BUSY.has(callFrame.functionName))
  const names = new Map(busy.map(({ id, callFrame }) => [id, by(callFrame)]))
  const self = new Map<string, number>()
  let at = startTime
  samples.forEach((id, index) => {
    const delta_us = timeDeltas[index] ?? 0
    at += delta_us
    const name = names.get(id)
    if (name !== undefined && endTime - at <= last_ms * 1000) self.set(name, (self.get(name) ?? 0) + delta_us)
  })
  return [...self].map(([what, self_us]) => ({ what, self_us })).toSorted((a, b) => b.self_us - a.self_us)
}

/** The function and where it stands, from the package on. */
export function toFunctionName({ functionName, url, lineNumber }: CallFrame): string {
  const name = functionName || '(anonymous)'
  const file = toShortPath(url)
  return file === '' ? name : `${name} ${file}:${lineNumber + 1}`
}

/** The npm package, our folder, or Node. */
export function toPart({ functionName, url }: CallFrame): string {
  if (functionName === '(garbage collector)') return functionName
  const [first = '', second = '', third = ''] = toShortPath(url).split('/')
  if (first === '' || first.startsWith('node:')) return 'node'
  if (url.includes('/node_modules/')) return first.startsWith('@') ? `${first}/${second}` : first
  return [first, second, third].filter((name) => name !== '').join('/')
}

const toShortPath = (url: string): string =>
  url
    .replace(/^file:\/\//, '')
    .replace(/^.*\/node_modules\//, '')
    .replace(/^.*\/(services|packages)\//, '')
