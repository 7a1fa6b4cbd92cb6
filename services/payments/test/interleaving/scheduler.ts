/** Something that waits for its turn: a statement, an answer of the gateway, or (with `due`) a sleep. */
interface Waiting {
  go: () => void
  life: Life
  due: number
}

/** Of one process; what it awaits after its death never comes. */
export interface Life {
  dead: boolean
}

const NEVER = new Promise<never>(() => {})
/** Turns of the event loop in which nobody did anything: all wait for their turn again. */
const QUIET_TURNS = 3

/**
 * Lets one of all that run do one step at a time, in an order that `random` gives: a seed is an interleaving. Time goes
 * on only when a sleep is let go, or by `pass`.
 */
export function createScheduler(random: () => number) {
  let waiting: Waiting[] = []
  let active = 0
  const clock = { now: Date.parse('2026-01-01T00:00:00.000Z') }

  function turn(life: Life, { due = 0, signal }: { due?: number; signal?: AbortSignal | undefined } = {}) {
    return new Promise<void>((go) => {
      const one = { go, life, due }
      waiting.push(one)
      const leave = () => {
        waiting = waiting.filter((other) => other !== one)
        go()
      }
      signal?.addEventListener('abort', leave, { once: true })
    })
  }

  /** Until all that was let go waits again. */
  async function settled(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet = active === 0 ? quiet + 1 : 0) {
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  return {
    clock,
    turn,
    settled,
    pass(ms: number): void {
      clock.now += ms
    },
    sleep: (life: Life, ms: number, signal?: AbortSignal) =>
      signal?.aborted ? Promise.resolve() : turn(life, { due: clock.now + ms, signal }),
    /** Does `work` at the next turn of its own; of a process that died before or meanwhile, nothing comes back. */
    async step<T>(life: Life, work: () => T | Promise<T>): Promise<T> {
      await turn(life)
      if (life.dead) return NEVER
      active += 1
      try {
        const done = await work()
        return life.dead ? await NEVER : done
      } finally {
        active -= 1
      }
    },
    /** Lets one go; false when none waits for anything but time. */
    async release({ sleepers }: { sleepers: number }): Promise<boolean> {
      waiting = waiting.filter(({ life }) => !life.dead)
      const awake = waiting.filter(({ due }) => due === 0)
      const asleep = waiting.filter(({ due }) => due > 0)
      const chosen = asleep.length > 0 && random() < sleepers ? asleep : awake
      const next = chosen[Math.floor(random() * chosen.length)]
      if (!next) return false
      waiting = waiting.filter((other) => other !== next)
      clock.now = Math.max(clock.now, next.due)
      next.go()
      await settled()
      return true
    },
  }
}

export type Scheduler = ReturnType<typeof createScheduler>
