import { get } from 'node:http'

/** Is this replica to get requests? Exit 0 if it says so itself, on HEALTH_PATH (/readyz) of its PORT, within 2 s. */
const { PORT = '3000', HEALTH_PATH = '/readyz' } = process.env

get(`http://127.0.0.1:${PORT}${HEALTH_PATH}`, { timeout: 2_000 }, ({ statusCode }) => {
  process.exit(statusCode === 200 ? 0 : 1)
})
  .on('timeout', () => process.exit(1))
  .on('error', () => process.exit(1))
