import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Mutation } from './mutations.ts'

const ROOT = join(import.meta.dirname, '../../..')
const RUN_LIMIT_MS = 120_000
/** Nothing listens there: the mutated tests need no server, and embedded databases show the guard as well. */
const NO_ENGINE = 'tcp://127.0.0.1:1'

/** A copy of the working tree to take guards away in. */
export interface MutatedTree {
  /** Runs the tests with the mutation in place. */
  run(mutation: Mutation): { red: boolean; output: string }
  remove(): void
}

export function copyTree(): MutatedTree {
  const root = mkdtempSync(join(tmpdir(), 'tradewind-mutated-'))
  copyFiles(root)
  linkModules(root)
  return {
    run(mutation) {
      const file = join(root, mutation.file)
      const source = readFileSync(file, 'utf8')
      if (!source.includes(mutation.find)) throw new Error(`${mutation.file} no longer has: ${mutation.find}`)
      writeFileSync(file, source.replace(mutation.find, mutation.replace))
      const outcome = runTests(root, mutation.tests)
      writeFileSync(file, source)
      return outcome
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** All that git keeps or would keep, as it is now. */
export function copyFiles(root: string): void {
  const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT })
  for (const file of list.toString().split('\n')) {
    if (file !== '' && existsSync(join(ROOT, file))) cpSync(join(ROOT, file), join(root, file))
  }
}

/** The packages' own links are relative, so in the copy they lead to the copy. */
function linkModules(root: string): void {
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'))
  for (const folder of globSync(['services/*/node_modules', 'packages/*/node_modules'], { cwd: ROOT })) {
    cpSync(join(ROOT, folder), join(root, folder), { recursive: true, verbatimSymlinks: true })
  }
}

function runTests(root: string, tests: string): { red: boolean; output: string } {
  const { DOCKER_HOST: _, REQUIRE_REAL: __, TEST_COUNTS: ___, VITEST: ____, ...env } = process.env
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs')
  const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, 'run', tests], {
    cwd: root,
    env: { ...env, DOCKER_HOST: NO_ENGINE },
    timeout: RUN_LIMIT_MS,
  })
  return { red: status === 1, output: `${stdout}${stderr}` }
}
