import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export const ROOT = join(import.meta.dirname, '../../..')

/** A small repository of its own with the real configuration of our tools, and these files in it. */
export function plantTree(files: Record<string, string>): string {
  const tree = mkdtempSync(join(tmpdir(), 'planted-'))
  for (const name of [
    '.dependency-cruiser.cjs',
    'knip.json',
    'biome.json',
    'real-clock.grit',
    'tsconfig.json',
    '.gitignore',
  ]) {
    copyFileSync(join(ROOT, name), join(tree, name))
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true })
    writeFileSync(join(tree, path), text)
  }
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'))
  return tree
}

/** Runs one of our tools in the tree; `output` is all it wrote. */
export function runTool(tree: string, [tool = '', ...args]: string[]): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(join(ROOT, 'node_modules/.bin', tool), args, {
    cwd: tree,
    encoding: 'utf8',
    timeout: 60_000,
  })
  return { code: status, output: stdout + stderr }
}
