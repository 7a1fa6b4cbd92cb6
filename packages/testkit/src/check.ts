import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** What `pnpm check` runs, in this order; the first that fails ends it with its exit code. */
const STEPS: { heading: string; command: string[] }[] = [
  { heading: 'format and lint', command: ['biome', 'check', '--error-on-warnings', '.'] },
  { heading: 'types', command: ['tsc', '--noEmit'] },
  {
    heading: 'imports point one way',
    command: ['depcruise', '--config', '.dependency-cruiser.cjs', 'services', 'packages'],
  },
  { heading: 'no dead code, no unused dependency', command: ['knip', '--no-config-hints'] },
  { heading: 'tests', command: toPnpm(['test']) },
]

const ROOT = join(import.meta.dirname, '../../..')

/** The pnpm that runs us, or the one the README names. */
function toPnpm(args: string[]): string[] {
  const pnpm = process.env.npm_execpath
  if (!pnpm?.includes('pnpm')) return ['npx', '-y', 'pnpm@12', ...args]
  return /\.[cm]?js$/.test(pnpm) ? [process.execPath, pnpm, ...args] : [pnpm, ...args]
}

/** A signal counts as a failure. */
function run([program = '', ...args]: string[]): number {
  const { status, error } = spawnSync(program, args, { cwd: ROOT, stdio: 'inherit' })
  if (error) process.stderr.write(`${program}: ${error.message}\n`)
  return status ?? 1
}

for (const { heading, command } of STEPS) {
  process.stdout.write(`\n── ${heading}: ${command.join(' ')}\n`)
  const status = run(command)
  if (status === 0) continue
  process.stderr.write(`\ncheck failed: ${heading}\n`)
  process.exit(status)
}
process.stdout.write('\ncheck passed\n')
