import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { plantTree, ROOT, runTool } from './planted-tree.ts'

const VALUE = 'export const value = 1\n'
const CLEAN = {
  'package.json': '{ "name": "planted", "private": true, "type": "module" }',
  'pnpm-workspace.yaml': 'packages:\n  - services/*\n  - packages/*\n',
  'services/shop/package.json':
    '{ "name": "shop", "type": "module", "dependencies": { "fastify": "*", "mongodb": "*" } }',
  'services/shop/src/main.ts':
    "import { app } from './app.ts'\nimport { store } from './mongo/store.ts'\n\napp(store)\n",
  'services/shop/src/app.ts':
    "import { routes } from './http/routes.ts'\n\nexport const app = (store: number) => routes(store)\n",
  'services/shop/src/http/routes.ts':
    "import fastify from 'fastify'\nimport { buy } from '../use-cases/buy.ts'\n\nexport const routes = (store: number) => [fastify(), buy(store)]\n",
  'services/shop/src/use-cases/buy.ts':
    "import { decide } from '../domain/decide.ts'\n\nexport const buy = (store: number) => decide(store)\n",
  'services/shop/src/domain/decide.ts': 'export const decide = (store: number) => store + 1\n',
  'services/shop/src/mongo/store.ts':
    "import { MongoClient } from 'mongodb'\n\nexport const store = new MongoClient('mongodb://127.0.0.1').options.maxPoolSize\n",
}

/** Each rule of the import direction, and one file that breaks it. */
const BROKEN_IMPORTS: Record<string, Record<string, string>> = {
  'no-circle': {
    'services/shop/src/domain/a.ts': "import type { B } from './b.ts'\nexport type A = B | 1\n",
    'services/shop/src/domain/b.ts': "import type { A } from './a.ts'\nexport type B = A | 2\n",
  },
  'no-orphan': { 'services/shop/src/domain/alone.ts': VALUE },
  'no-unresolved': { 'services/shop/src/domain/c.ts': "import './gone.ts'\n" },
  'no-undeclared-package': { 'services/shop/src/http/d.ts': "import 'typebox'\n" },
  'nothing-imports-tests': {
    'services/shop/src/domain/e.ts': "import '../../test/help.ts'\n",
    'services/shop/test/help.ts': VALUE,
  },
  'services-never-import-services': {
    'services/other/src/main.ts': "import '../../shop/src/domain/decide.ts'\n",
  },
  'packages-never-import-services': {
    'packages/tool/src/main.ts': "import '../../../services/shop/src/domain/decide.ts'\n",
  },
  'domain-is-pure': { 'services/shop/src/domain/f.ts': "import '../use-cases/buy.ts'\n" },
  'domain-does-no-io': { 'services/shop/src/domain/g.ts': "import 'node:fs'\n" },
  'use-cases-look-down': { 'services/shop/src/use-cases/h.ts': "import '../http/routes.ts'\n" },
  'http-looks-down': { 'services/shop/src/http/i.ts': "import '../mongo/store.ts'\n" },
  'adapters-see-domain-and-deps': { 'services/shop/src/clients/j.ts': "import '../use-cases/buy.ts'\n" },
  'only-main-picks-adapters': { 'services/shop/src/k.ts': "import './mongo/store.ts'\n" },
  'only-http-sees-fastify': { 'services/shop/src/workers/l.ts': "import 'fastify'\n" },
  'only-stores-see-drivers': {
    'services/shop/src/http/m.ts': "import type { Db } from 'mongodb'\nexport type N = Db\n",
  },
}

/** Packages the planted service can resolve, by which of ours has them. */
const INSTALLED = { fastify: 'packages/service', typebox: 'packages/service', mongodb: 'packages/testkit' }

const plant = (files: Record<string, string> = {}) => {
  const tree = plantTree({ ...CLEAN, ...files })
  mkdirSync(join(tree, 'services/node_modules'))
  for (const [name, owner] of Object.entries(INSTALLED)) {
    symlinkSync(join(ROOT, owner, 'node_modules', name), join(tree, 'services/node_modules', name))
  }
  return tree
}
const cruise = (tree: string) =>
  runTool(tree, ['depcruise', '--config', '.dependency-cruiser.cjs', 'services', 'packages'])

describe('the import rule', () => {
  it('when imports point one way, then it is green', () => {
    const { code, output } = cruise(plant({ 'packages/tool/src/main.ts': VALUE }))
    expect(output).toContain('no dependency violations found')
    expect(code).toBe(0)
  })

  it('when each rule is broken once, then each is named', () => {
    const { code, output } = cruise(plant(Object.assign({}, ...Object.values(BROKEN_IMPORTS))))
    const named = new Set([...output.matchAll(/error ([\w-]+):/g)].map(([, rule]) => rule))
    expect([...named].sort()).toEqual(Object.keys(BROKEN_IMPORTS).sort())
    expect(code).not.toBe(0)
  })
})

describe('the dead-code check', () => {
  it('when all is used, then it is green', () => {
    expect(runTool(plant(), ['knip', '--no-config-hints', '--exclude', 'unlisted,unresolved'])).toMatchObject({
      code: 0,
    })
  })

  it('when a file, an export or a dependency is used by nobody, then each is named', () => {
    const tree = plant({
      'services/shop/src/domain/dead.ts': VALUE,
      'services/shop/src/domain/decide.ts': `${CLEAN['services/shop/src/domain/decide.ts']}export const unused = 2\n`,
      'packages/tool/package.json':
        '{ "name": "tool", "exports": { "./*.ts": "./src/*.ts" }, "dependencies": { "axios": "*" } }',
      'packages/tool/src/helper.ts': 'export const helper = 1\n',
    })
    const { code, output } = runTool(tree, ['knip', '--no-config-hints'])
    for (const name of ['dead.ts', 'unused', 'axios', 'helper']) expect(output).toContain(name)
    expect(code).not.toBe(0)
  })
})

describe('one seed, one run', () => {
  const lint = (text: string, path = 'services/shop/src/domain/clock.ts') =>
    runTool(plant({ [path]: text }), ['biome', 'lint', '--error-on-warnings', path])

  it.each([
    'Date.now()',
    'new Date()',
    'Math.random()',
    'performance.now()',
    'setTimeout(() => 1, 5)',
    'setInterval(() => 1, 5)',
    'crypto.randomUUID()',
  ])('when a domain file says %s, then lint is red', (call) => {
    const { code, output } = lint(`export const value = ${call}\n`)
    expect(output).toContain('deps.runtime')
    expect(code).not.toBe(0)
  })

  it('when a time is read from data, or main.ts reads the clock, then lint is green', () => {
    expect(lint('export const read = (ms: number) => new Date(ms).toISOString()\n').code).toBe(0)
    expect(lint('export const value = Date.now()\n', 'services/shop/src/main.ts').code).toBe(0)
  })
})
