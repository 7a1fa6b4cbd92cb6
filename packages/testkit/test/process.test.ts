import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { eventually } from '../src/eventually.ts'
import { startProcess } from '../src/process.ts'

const folder = mkdtempSync(join(tmpdir(), 'tradewind-process-'))
const script = (name: string, text: string) => {
  const entry = join(folder, `${name}.mjs`)
  writeFileSync(entry, text)
  return entry
}

const LISTENING = `
import { createServer } from 'node:http'
const server = createServer((request, response) => response.end(process.env.WORD))
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.send({ ready: true, port: server.address().port }))
console.log('listening')
process.on('disconnect', () => process.exit(0))
`

describe('a real process', () => {
  it('when it is killed and started again, then it has the same port, another pid and the new environment', async () => {
    const child = await startProcess({ name: 'echo', entry: script('echo', LISTENING), env: { WORD: 'one' } })
    const ask = async () => (await fetch(`http://127.0.0.1:${child.port}`)).text()
    const { pid } = child
    expect(await ask()).toBe('one')
    expect(await child.kill()).toEqual({ code: null, signal: 'SIGKILL' })
    await child.restart({ WORD: 'two' })
    expect(await ask()).toBe('two')
    expect(child.pid).not.toBe(pid)
    await child.kill()
  })

  it('when it ends before it is ready, then the error says how, and what it wrote', async () => {
    const entry = script('broken', "console.error('no such table'); process.exit(3)")
    await expect(startProcess({ name: 'broken', entry, env: {} })).rejects.toThrow(/exit 3.*\nno such table/s)
  })

  it('when its parent is killed, then it ends by itself', async () => {
    const child = script('child', LISTENING)
    const parent = script(
      'parent',
      `import { startProcess } from ${JSON.stringify(join(import.meta.dirname, '../src/process.ts'))}
       const child = await startProcess({ name: 'child', entry: ${JSON.stringify(child)}, env: {} })
       process.send({ ready: true, port: child.port })`,
    )
    const parent_process = await startProcess({ name: 'parent', entry: parent, env: {} })
    await parent_process.kill('SIGKILL')
    await eventually(() => expect(fetch(`http://127.0.0.1:${parent_process.port}`)).rejects.toThrow())
  })
})

describe('eventually', () => {
  it('when the condition never holds, then it fails with the last failure, after its bound', async () => {
    const begun = performance.now()
    const failing = eventually(() => expect(1).toBe(2), { within_ms: 100 })
    await expect(failing).rejects.toThrow(/not within 100 ms: .*expected 1 to be 2/s)
    expect(performance.now() - begun).toBeGreaterThanOrEqual(100)
  })

  it('when the condition comes to hold, then it answers its value', async () => {
    let tries = 0
    const third = () => {
      tries += 1
      return tries > 2 && 'held'
    }
    expect(await eventually(third)).toBe('held')
  })
})
