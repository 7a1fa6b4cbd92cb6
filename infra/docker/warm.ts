import { globSync } from 'node:fs'
import { resolve } from 'node:path'

/**
 * Loads every module of this image once, so that NODE_COMPILE_CACHE holds it; programs (main.ts, cli.ts) would begin. A
 * package with no dependencies installed is not one that this image's service needs.
 */
for (const installed of globSync('{packages,services}/*/node_modules')) {
  for (const file of globSync('../src/**/*.ts', { cwd: installed })) {
    if (!/\/(main|cli)\.ts$|\.d\.ts$/.test(file)) await import(resolve(installed, file))
  }
}
