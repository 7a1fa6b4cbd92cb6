import { type RealServer, startContainer } from './container.ts'
import { eventually } from './eventually.ts'
import { execute } from './mysql-databases.ts'

const PASSWORD = 'root'
const START_LIMIT_MS = 120_000

/** MySQL with its durability untouched; only what no test looks at is off, to be up sooner. */
export async function startMysqlServer(image: string): Promise<RealServer> {
  const container = await startContainer({
    image,
    port: 3306,
    env: { MYSQL_ROOT_PASSWORD: PASSWORD },
    command: ['mysqld', '--performance-schema=OFF', '--mysqlx=OFF', '--skip-log-bin', '--max-connections=500'],
  })
  const url = `mysql://root:${PASSWORD}@${container.address}`
  await eventually(() => execute(url, 'SELECT 1'), { within_ms: START_LIMIT_MS })
  return { url, stop: container.stop }
}
