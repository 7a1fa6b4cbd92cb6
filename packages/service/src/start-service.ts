import { StartError } from './start-error.ts'

/** Runs a service's `main`; what keeps it from starting is said plainly, then exit 1. */
export async function startService(main: () => Promise<void>): Promise<void> {
  try {
    await main()
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`)
    process.exit(1)
  }
}

function explain(error: unknown): string {
  if (error instanceof StartError) return error.message
  const { code, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string }
  if (code === 'EADDRINUSE') return `port ${port} on ${address} is taken: set PORT to another one`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
