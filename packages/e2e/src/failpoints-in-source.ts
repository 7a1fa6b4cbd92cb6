import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../../..')

/** The names of all failpoints that the programs pass, as they stand in the source. */
export function findFailpoints(): string[] {
  const files = globSync(['services/*/src/**/*.ts', 'packages/stripe-sandbox/src/**/*.ts'], { cwd: ROOT })
  const names = files.flatMap((file) => {
    const source = readFileSync(join(ROOT, file), 'utf8')
    return [...source.matchAll(/\bfailpoint\('([^']+)'\)/g)].map(([, name = '']) => name)
  })
  return [...new Set(names)].sort()
}
