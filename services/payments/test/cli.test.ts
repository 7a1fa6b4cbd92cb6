import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { startProcess, type TestProcess } from '@tradewind/testkit/process.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildCapture, type OpenLedger, openLedger } from './sql/open-ledger.ts'
import { buildSettlement } from './sql/open-store.ts'

const CLI = join(import.meta.dirname, '../src/cli.ts')
const SANDBOX = join(import.meta.dirname, '../../../packages/stripe-sandbox/src/main.ts')

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

const running: TestProcess[] = []

async function startSandbox(): Promise<{ STRIPE_API_BASE: string }> {
  const [sqlite] = sqlDatabases()
  const { url } = (await sqlite?.create()) ?? { url: '' }
  const sandbox = await startProcess({ name: 'sandbox', entry: SANDBOX, env: { DATABASE_URL: url } })
  running.push(sandbox)
  return { STRIPE_API_BASE: `http://127.0.0.1:${sandbox.port}` }
}

/** Paid, as we have it; the gateway has never heard of it. */
async function addLostPayment({ begin, store }: OpenLedger): Promise<void> {
  await store.settle(buildSettlement(await begin(Date.now() - 60_000)))
}

describe.each(sqlDatabases())('the command line on $kind', ({ create }) => {
  let opened: OpenLedger

  beforeAll(async () => {
    opened = await openLedger(create)
    await opened.post(buildCapture(), buildCapture())
    await opened.seal()
  })
  afterAll(async () => {
    await Promise.all(running.splice(0).map((sandbox) => sandbox.kill()))
    await opened.close()
  })

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

  it('when the books agree, then reconcile ends with 0; when not, with 1 and each break', async () => {
    await opened.reset()
    const env = { ...(await startSandbox()), DATABASE_URL: opened.url, RECONCILE_SETTLE_S: '0' }
    const from = new Date(Date.now() - 3_600_000).toISOString()
    expect(await runCli(['reconcile', from], env)).toMatchObject({
      code: 0,
      output: expect.stringContaining(' 0 breaks'),
    })
    await addLostPayment(opened)
    const { code, output } = await runCli(['reconcile', from], env)
    expect([code, JSON.parse(output.split('\n')[0] ?? '')]).toMatchObject([
      1,
      { type: 'missing_gateway', expected: 3000 },
    ])
    expect(await runCli(['reconcile', 'yesterday'], env)).toMatchObject({
      code: 2,
      output: expect.stringContaining('usage'),
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
