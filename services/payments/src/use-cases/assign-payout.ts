import type { Importing } from './import-balance.ts'

/** Writes down which movements a payout paid out, of the oldest where that is open; false when there is none. */
export async function assignPayout({ balance, gatewayBooks }: Omit<Importing, 'runtime'>): Promise<boolean> {
  const open = await balance.findOpenPayout()
  if (!open) return false
  const { id, payout_ref } = open
  let after: string | undefined
  for (;;) {
    const { data, has_more } = await gatewayBooks.listPayout({ payout_ref, ...(after && { after }) })
    const ids = data.map((movement) => movement.id).filter((paid) => paid !== id)
    await balance.markPaidOut({ ids, payout_ref })
    if (!has_more) break
    after = data.at(-1)?.id
  }
  // Last, so that a crash before it begins anew.
  await balance.markPaidOut({ ids: [id], payout_ref })
  return true
}
