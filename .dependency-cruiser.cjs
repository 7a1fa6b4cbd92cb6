// Imports point one way (design: Architecture). Each rule is shown to fail by packages/testkit/test/import-rules.test.ts.

const SERVICE = '^services/([^/]+)/src/'
const ADAPTERS = '(mongo|mysql|sqlite|sql|clients|gateways|transports)'
const from = (folders) => ({ path: `^services/[^/]+/src/${folders}/` })

/** A rule that forbids what its name says. */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    forbid('no-circle', 'A circle of imports, of types too, has no order to read it in.', {}, { circular: true }),
    forbid(
      'no-orphan',
      'A file that nothing imports, and that is no program, is dead.',
      {
        orphan: true,
        path: '^(services|packages)/[^/]+/src/',
        pathNot: '/src/(main|cli|check|vitest-setup)\\.ts$|\\.d\\.ts$',
      },
      {},
    ),
    forbid('no-unresolved', 'It is not there.', {}, { couldNotResolve: true }),
    forbid(
      'no-undeclared-package',
      "A package that the importer's package.json does not name.",
      { path: '^(services|packages)/[^/]+/src/', pathNot: '^packages/(testkit|e2e)/' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'nothing-imports-tests',
      'What tests need of each other is in packages/testkit.',
      { path: '/src/' },
      { path: '/test/' },
    ),
    forbid(
      'services-never-import-services',
      'They meet in packages/contracts and over HTTP.',
      { path: '^services/([^/]+)/' },
      { path: '^services/', pathNot: '^services/$1/' },
    ),
    forbid(
      'packages-never-import-services',
      'packages are below the services.',
      { path: '^packages/(?!e2e|bench)' },
      { path: '^services/' },
    ),
    forbid('domain-is-pure', 'domain/ decides: it sees itself, contracts and the types of errors.', from('domain'), {
      path: `${SERVICE}`,
      pathNot: '^services/[^/]+/src/domain/',
    }),
    forbid('domain-does-no-io', 'No driver, no client, no file, no clock in domain/.', from('domain'), {
      path: '^packages/(sql|testkit|start)/|node_modules/(fastify|axios|kysely|mysql2|mongodb)/|^(node:)?(fs|net|http|https|child_process|sqlite|timers)',
    }),
    forbid(
      'use-cases-look-down',
      'use-cases/ and workers/ see domain/, each other and deps.ts; what they call comes in through deps.',
      from('(use-cases|workers)'),
      { path: `^services/[^/]+/src/(http|${ADAPTERS})/|/src/(app|main)\\.ts$` },
    ),
    forbid('http-looks-down', 'http/ sees use-cases/, domain/ and deps.ts.', from('http'), {
      path: `^services/[^/]+/src/${ADAPTERS}/|/src/(app|main)\\.ts$`,
    }),
    forbid(
      'adapters-see-domain-and-deps',
      'What touches the outside sees domain/ and the types of deps.ts, nothing above.',
      from(ADAPTERS),
      { path: `^services/[^/]+/src/(http|use-cases|workers)/|/src/(app|main)\\.ts$` },
    ),
    forbid(
      'only-main-picks-adapters',
      'Which store or client is used is said in main.ts and cli.ts alone.',
      { path: '^services/([^/]+)/src/', pathNot: `/src/(main|cli)\\.ts$|/src/${ADAPTERS}/` },
      { path: `^services/$1/src/${ADAPTERS}/` },
    ),
    forbid(
      'only-http-sees-fastify',
      'Everything else works without a server.',
      {
        path: '^(services|packages)/',
        pathNot:
          '^services/[^/]+/src/(app\\.ts|http/)|^packages/(service|bench)/|^packages/stripe-sandbox/src/(app\\.ts|http/)|/test/',
      },
      { path: 'node_modules/(@fastify/|fastify)' },
    ),
    forbid(
      'only-stores-see-drivers',
      'A driver is seen by the folder named after its technology.',
      {
        path: '^(services|packages)/[^/]+/src/',
        pathNot: '/src/(mongo|mysql|sqlite|sql)/|^packages/(sql|testkit|bench)/|^packages/start/src/data-lock\\.ts$',
      },
      { path: 'node_modules/(mongodb|mysql2|kysely)/|^(node:)?sqlite$' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['node', 'import', 'types', 'default'] },
    combinedDependencies: true,
  },
}
