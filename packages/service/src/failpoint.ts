/** Named instants at which tests kill the process: `FAILPOINTS=name[:nth],…` (nth pass, 1 by default). */
const armed = readFailpoints(process.env.FAILPOINTS ?? '')

/** Does nothing unless `FAILPOINTS` names it; then SIGKILL: no handler, no flush, as when the power goes. */
export function failpoint(name: string): void {
  if (armed.size === 0) return
  const passesLeft = armed.get(name)
  if (passesLeft === undefined) return
  armed.set(name, passesLeft - 1)
  if (passesLeft <= 1) process.kill(process.pid, 'SIGKILL')
}

function readFailpoints(list: string): Map<string, number> {
  const entries = list.split(',').filter((entry) => entry !== '')
  return new Map(
    entries.map((entry) => {
      const [name = '', nth = '1'] = entry.split(':')
      return [name, Number(nth)]
    }),
  )
}
