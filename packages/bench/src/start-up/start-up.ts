/** Of one service, 3 s after `start` said ready. */
export interface Memory {
  resident: number
  anonymous: number
}

export interface StartUp {
  /** From the spawn of `start` until all three services are ready: on an empty data folder, and again on the same. */
  first_ms: number[]
  second_ms: number[]
  /** MB by service. */
  memory_mb: Record<string, Memory>
}
