/** Runs actors one step at a time: whenever all of them wait at a gate, one is chosen to go on. */
export function createSchedule(choose: (waiting: number) => number) {
  const waiting: (() => void)[] = []
  let moving = 0
  let failed: unknown
  const { promise: over, resolve, reject } = Promise.withResolvers<void>()

  function step(): void {
    if (moving > 0) return
    const [next] = waiting.length === 0 ? [] : waiting.splice(choose(waiting.length), 1)
    if (!next) {
      end()
      return
    }
    moving += 1
    next()
  }

  function end(): void {
    if (failed === undefined) resolve()
    else reject(failed)
  }

  return {
    /** An actor, or what one of them starts. */
    act(work: () => Promise<unknown>): void {
      moving += 1
      work()
        .catch((error) => {
          failed ??= error
        })
        .finally(() => {
          moving -= 1
          step()
        })
    },
    /** Where another actor may come in between. */
    gate(): Promise<void> {
      return new Promise((go) => {
        waiting.push(go)
        moving -= 1
        queueMicrotask(step)
      })
    },
    over,
  }
}

/** Calls `run` once for every way in which its choices can fall; answers how many there are. */
export async function everyWay(run: (choose: (options: number) => number) => Promise<void>): Promise<number> {
  let path: { chosen: number; options: number }[] = []
  for (let ways = 1; ; ways += 1) {
    let depth = 0
    await run((options) => {
      const at = path[depth] ?? { chosen: 0, options }
      path[depth] = at
      depth += 1
      return at.chosen
    })
    path = path.slice(0, depth)
    while (path.length > 0 && (path.at(-1)?.chosen ?? 0) + 1 >= (path.at(-1)?.options ?? 0)) path.pop()
    const last = path.at(-1)
    if (!last) return ways
    last.chosen += 1
  }
}
