import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BenchResult } from './bench-result.ts'

const RESULTS = join(import.meta.dirname, '../../results')
const PAGE = join(import.meta.dirname, '../../../../docs/benchmarks.md')

/** Into `results/<day>-<databases>.json`, and its tables into docs/benchmarks.md. */
export function keepResult(result: BenchResult, markdown: string): void {
  mkdirSync(RESULTS, { recursive: true })
  const name = `${result.at.slice(0, 10)}-${result.databases}.json`
  writeFileSync(join(RESULTS, name), `${JSON.stringify(result, null, 2)}\n`)
  writeFileSync(PAGE, replaceBetween(readFileSync(PAGE, 'utf8'), result.databases, markdown))
}

/** Puts `text` between the page's two markers of this name. @throws when they are not there */
export function replaceBetween(page: string, name: string, text: string): string {
  const [begin, end] = [`<!-- bench ${name} -->`, `<!-- /bench ${name} -->`]
  const [from, to] = [page.indexOf(begin), page.indexOf(end)]
  if (from === -1 || to < from) throw new Error(`no ${begin} … ${end} in the page`)
  return `${page.slice(0, from + begin.length)}\n${text}\n${page.slice(to)}`
}
