import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { defineConfig } from 'vitest/config'
import { CountsReporter } from './packages/testkit/src/counts-reporter.ts'

const folders = globSync(['services/*', 'packages/*'], { cwd: import.meta.dirname }).sort()
/** docker-compose.yml under load, in a project of its own. */
const COMPOSE = 'packages/e2e/test/compose'

export default defineConfig({
  test: {
    globalSetup: ['packages/testkit/src/vitest-setup.ts'],
    pool: 'forks',
    // Tests start processes and databases of their own: more files at once would only share the same two cores.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    reporters: ['default', new CountsReporter()],
    projects: [
      ...folders.map((folder) => ({
        extends: true as const,
        test: { name: basename(folder), include: [`${folder}/test/**/*.test.ts`], exclude: [`${COMPOSE}/**`] },
      })),
      {
        extends: true,
        test: {
          name: 'compose',
          include: [`${COMPOSE}/**/*.test.ts`],
          globalSetup: ['packages/e2e/src/compose/setup.ts'],
          // One file after the other, when all other tests are done: it measures how long answers take.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
