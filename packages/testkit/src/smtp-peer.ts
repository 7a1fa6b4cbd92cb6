import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** What the peer does at a step: an answer, or nothing more (`silent`), or the connection cut (`drop`). */
type Step = string | 'silent' | 'drop'

export interface Script {
  greeting?: Step
  mail?: Step
  rcpt?: Step
  data?: Step
  /** After the mail was received whole. */
  end?: Step
}

/** An SMTP server on 127.0.0.1 that does as `script` says at the moment, and keeps what it took. */
export async function startSmtpPeer(script: Script = {}) {
  /** Mails received whole, whatever was answered. */
  const received: string[] = []
  const commands: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
    converse(socket, { script, received, commands })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    ...{ script, received, commands, url: `smtp://127.0.0.1:${port}?tls=off` },
    /** Open at the moment. */
    connections: () => sockets.size,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

interface Conversation {
  script: Script
  received: string[]
  commands: string[]
}

function converse(socket: Socket, { script, received, commands }: Conversation): void {
  let pending = ''
  let inMail = false
  const say = (step: Step) => {
    if (step === 'drop') socket.destroy()
    else if (step !== 'silent') socket.write(`${step}\r\n`)
  }
  say(script.greeting ?? '220 peer')
  socket.on('data', (chunk) => {
    pending += chunk
    for (;;) {
      const mark = inMail ? '\r\n.\r\n' : '\r\n'
      const end = pending.indexOf(mark)
      if (end < 0) return
      const text = pending.slice(0, end)
      pending = pending.slice(end + mark.length)
      if (inMail) received.push(text)
      else commands.push(text)
      const step = inMail ? (script.end ?? '250 2.0.0 taken') : answerTo(text, script)
      inMail = !inMail && text === 'DATA' && step.startsWith('354')
      say(step)
    }
  })
}

function answerTo(command: string, script: Script): Step {
  if (command.startsWith('EHLO')) return '250 peer'
  if (command.startsWith('MAIL')) return script.mail ?? '250 ok'
  if (command.startsWith('RCPT')) return script.rcpt ?? '250 ok'
  if (command === 'DATA') return script.data ?? '354 go on'
  return command === 'QUIT' ? '221 bye' : '250 ok'
}
