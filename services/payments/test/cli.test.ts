import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildCapture, type OpenLedger, openLedger } from './sql/open-ledger.ts'

const CLI = join(import.meta.dirname, '../src/cli.ts')

function runCli(args: string[], env: Record<string, string>): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [CLI, ...args],
      { env: { ...process.env, ...env }, timeout: 20_000 },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, output: out + err }),
    )
  })
}

describe.each(sqlDatabases())('the command line on $kind', ({ create }) => {
  let opened: OpenLedger

  beforeAll(async () => {
    opened = await openLedger(create)
    await opened.post(buildCapture(), buildCapture())
    await opened.seal()
  })
  afterAll(() => opened.close())

  it('when the ledger is intact, then verify says so and ends with 0; when not, with 1 and where', async () => {
    const env = { DATABASE_URL: opened.url }
    const intact = await runCli(['verify'], env)
    expect(intact).toMatchObject({ code: 0, output: expect.stringMatching(/intact: 1 blocks, 2 transactions, 0 not/) })
    await opened.tamper('ledger_entries', 'UPDATE ledger_entries SET amount = 2999')
    expect(await runCli(['verify'], env)).toMatchObject({
      code: 1,
      output: expect.stringContaining('broken in block 1'),
    })
  })

  it('when the settings or the command are not there, then it says what is wanted', async () => {
    expect(await runCli(['verify'], { DATABASE_URL: '' })).toMatchObject({
      code: 1,
      output: expect.stringMatching('DATABASE_URL'),
    })
    expect(await runCli([], {})).toMatchObject({ code: 2, output: expect.stringContaining('usage') })
  })
})
