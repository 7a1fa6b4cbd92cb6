import { openRealServers } from './real-servers.ts'

/** Around the whole run of vitest: real servers on demand, and at its end what was left out. */
export async function setup(): Promise<() => Promise<void>> {
  const servers = await openRealServers()
  return async () => {
    await servers.close()
    for (const line of servers.left_out) process.stdout.write(`\nLEFT OUT: ${line}\n`)
  }
}
