import { mkdirSync } from 'node:fs'
import { announce } from './announce.ts'
import { readArguments, USAGE } from './arguments.ts'
import { lockData } from './data-lock.ts'
import { readKeys } from './keys.ts'
import { explainTakenPorts, portsFrom } from './ports.ts'
import { startPrograms } from './programs.ts'
import { stopOnSignal } from './stop-on-signal.ts'

const say = (line: string) => void process.stdout.write(`${line}\n`)

const refuse = (reason: string, code: number): never => {
  process.stderr.write(`${reason}\n`)
  process.exit(code)
}

async function start({ port, data }: { port: number; data: string }): Promise<void> {
  const ports = portsFrom(port)
  const taken = await explainTakenPorts(ports)
  if (taken) refuse(taken, 1)
  mkdirSync(data, { recursive: true })
  const holder = lockData(data, { pid: process.pid, port })
  if (holder) refuse(`${data} is in use by a start that runs already: pid ${holder.pid}, port ${holder.port}`, 1)
  const keys = readKeys(data, process.env)
  const supervisors = startPrograms({ data, ports, keys, env: process.env, say })
  stopOnSignal(supervisors, say)
  await Promise.all(supervisors.map(({ ready }) => ready))
  const run = Date.now().toString(36)
  say(announce({ ports, api_key: keys.api_key, data, run, took_ms: performance.now() }))
}

const asked = readArguments(process.argv.slice(2), process.env)
if (asked.kind === 'help') say(USAGE)
else if (asked.kind === 'refused') refuse(`${asked.reason}\n\n${USAGE}`, 2)
else await start(asked)
