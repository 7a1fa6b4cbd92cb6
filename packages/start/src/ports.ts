import { createServer } from 'node:net'
import { PROGRAMS, type Program } from './wiring.ts'

const OFFSETS: Record<Program, number> = { orders: 0, payments: 1, email: 2, sandbox: 3 }

/** The port of each program. */
export function portsFrom(base: number): Record<Program, number> {
  const { orders, payments, email, sandbox } = OFFSETS
  return { orders: base + orders, payments: base + payments, email: base + email, sandbox: base + sandbox }
}

/** Which of the ports somebody else has, and what then to do; undefined when all are free. */
export async function explainTakenPorts(ports: Record<Program, number>): Promise<string | undefined> {
  const faults: string[] = []
  for (const program of PROGRAMS) {
    const fault = await tryPort(ports[program])
    if (fault) faults.push(`port ${ports[program]}, which ${program} wants, ${fault}`)
  }
  if (faults.length === 0) return undefined
  const advice = `choose another base port, such as: pnpm start --port ${ports.orders + 100}`
  return `${faults.join('\n')}\nnothing was started; ${advice}`
}

/** What keeps us from listening on the port. */
function tryPort(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${code})`),
    )
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(undefined)))
  })
}
