import { getText } from './get-text.ts'

/** What `/metrics` shows: the sum over all labels of each name. */
export async function readMetrics(url: string): Promise<(name: string) => number> {
  const text = await getText(`${url}/metrics`)
  const sums = new Map<string, number>()
  for (const [, name = '', value] of text.matchAll(/^([a-z_]+)(?:\{.*\})? (\S+)$/gm)) {
    sums.set(name, (sums.get(name) ?? 0) + Number(value))
  }
  return (name) => sums.get(name) ?? 0
}
