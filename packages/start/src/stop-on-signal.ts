import type { Supervisor } from './supervise.ts'

/** Ctrl-C or SIGTERM stops one after the other and exits 0; a second one kills what is left. */
export function stopOnSignal(supervisors: Supervisor[], say: (line: string) => void): void {
  let stopping = false
  const onSignal = () => {
    if (stopping) {
      for (const supervisor of supervisors) supervisor.kill()
      return
    }
    stopping = true
    say('stopping (Ctrl-C again kills)')
    void stopInOrder(supervisors).then(() => {
      say('stopped')
      process.exit(0)
    })
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
}

/** Who calls ends before who is called. */
async function stopInOrder(supervisors: Supervisor[]): Promise<void> {
  for (const supervisor of supervisors) await supervisor.stop()
}
