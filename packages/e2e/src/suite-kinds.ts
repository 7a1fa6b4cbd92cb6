import { hasRealDatabases, type SuiteKind } from '@tradewind/testkit/suite-databases.ts'

/** Embedded databases always; MongoDB and MySQL where a Docker engine answers. */
export const suiteKinds = (): SuiteKind[] => (hasRealDatabases() ? ['sqlite', 'real'] : ['sqlite'])
