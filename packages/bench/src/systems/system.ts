/** What is measured, as the rest of the bench sees it. */
export interface System {
  /** The front door's. */
  port: number
  headers: Record<string, string>
  /** Process ids by role. */
  pids: Record<string, number>
  readCounts(): Promise<Record<string, Counts>>
  /** Mails delivered since the start. */
  countMails(): Promise<number>
  /** Whether nothing is left to do in the background. */
  isIdle(): Promise<boolean>
  stop(): Promise<unknown>
}

/** Since the process began. */
export interface Counts {
  statements: number
  commits: number
}

export type SystemName = 'floor' | 'chain' | 'ours'
