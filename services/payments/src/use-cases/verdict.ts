/** What came of a notice. `later`: its time will come; `park`: nobody of ours is meant, as far as we know yet. */
export type Verdict = { kind: 'done' } | { kind: 'later' | 'park'; reason: string }

export const DONE: Verdict = { kind: 'done' }
