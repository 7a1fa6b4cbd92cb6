import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyFiles } from '../mutated-tree.ts'
import type { Stack } from './stack.ts'

/** Builds the image of `service` again after a change of its source, in a copy of the tree. Answers how long it took, in ms. */
export async function rebuild(stack: Stack, service: string): Promise<number> {
  const root = mkdtempSync(join(tmpdir(), 'tradewind-rebuilt-'))
  const tag = `tradewind/${service}:e2e-rebuilt`
  try {
    copyFiles(root)
    appendFileSync(join(root, `services/${service}/src/main.ts`), `// ${root}\n`)
    const file = join(root, 'infra/docker/Dockerfile')
    const started = performance.now()
    await stack.docker('build', '--file', file, '--build-arg', `SERVICE=services/${service}`, '--tag', tag, root)
    return performance.now() - started
  } finally {
    rmSync(root, { recursive: true, force: true })
    await stack.docker('image', 'rm', tag).catch(() => undefined)
  }
}
