/** How a process ended: one of the two is null. */
export interface ProcessEnd {
  code: number | null
  signal: NodeJS.Signals | null
}
