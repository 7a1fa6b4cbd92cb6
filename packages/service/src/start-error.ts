/** What keeps a service from starting, in words for whoever started it: each fault on a line of its own. */
export class StartError extends Error {
  readonly faults: string[]

  constructor(title: string, faults: string[]) {
    super(`${title}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
    this.name = 'StartError'
    this.faults = faults
  }
}
