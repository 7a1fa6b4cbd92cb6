import type { Deps } from '../deps.ts'
import { type Claim, type ClaimAnswer, claimNext } from './claim-next.ts'

/** More would make the first wait for the last. */
const MOST_AT_ONCE = 100

interface Waiting {
  claim: Claim
  resolve(answer: Exclude<ClaimAnswer, Error>): void
  reject(reason: unknown): void
}

/** Serves the pickers of this replica in the order they came; all that wait at a time are served together. */
export function createClaimDesk(deps: Deps): (claim: Claim) => Promise<Exclude<ClaimAnswer, Error>> {
  const waiting: Waiting[] = []
  let serving = false

  async function serve(): Promise<void> {
    serving = true
    while (waiting.length > 0) await serveTogether(waiting.splice(0, MOST_AT_ONCE))
    serving = false
  }

  async function serveTogether(together: Waiting[]): Promise<void> {
    try {
      const answers = await claimNext(
        deps,
        together.map(({ claim }) => claim),
      )
      together.forEach((one, nth) => {
        settle(one, answers[nth])
      })
    } catch (error) {
      for (const { reject } of together) reject(error)
    }
  }

  return (claim) =>
    new Promise((resolve, reject) => {
      waiting.push({ claim, resolve, reject })
      if (!serving) void serve()
    })
}

function settle({ resolve, reject }: Waiting, answer: ClaimAnswer): void {
  if (answer instanceof Error) reject(answer)
  else resolve(answer)
}
