import { connect, type Socket } from 'node:net'

/** An answer as it came. */
export interface Answer {
  status: number
  body: Buffer
}

/** One kept-alive HTTP connection that carries one request at a time. */
export interface Connection {
  /** @param request the whole request, head and body. @throws when the peer hangs up or is silent */
  send(request: string): Promise<Answer>
  close(): void
}

const SILENCE_LIMIT_MS = 30_000
const HEAD_END = '\r\n\r\n'

/**
 * By hand on a bare socket, since it shares two cores with what it measures: an HTTP client costs several times what
 * this does. It understands what the measured servers send: a Content-Length, and no body in pieces.
 */
export async function openConnection(port: number): Promise<Connection> {
  const socket = await openSocket(port)
  let waiting: PromiseWithResolvers<Answer> | undefined
  let received: Buffer = Buffer.alloc(0)

  const fail = (why: string) => {
    waiting?.reject(new Error(why))
    waiting = undefined
    socket.destroy()
  }
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    const answer = readAnswer(received)
    if (answer === 'partial') return
    if (answer === 'unreadable') return fail('an answer without Content-Length')
    received = Buffer.alloc(0)
    waiting?.resolve(answer)
    waiting = undefined
  })
  socket.setTimeout(SILENCE_LIMIT_MS, () => waiting && fail(`no answer in ${SILENCE_LIMIT_MS} ms`))
  socket.on('close', () => fail('the peer hung up'))

  return {
    send(request) {
      const turn = Promise.withResolvers<Answer>()
      waiting = turn
      if (socket.destroyed) fail('the peer hung up')
      else socket.write(request)
      return turn.promise
    },
    close: () => socket.destroy(),
  }
}

function openSocket(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true })
    socket.once('connect', () => resolve(socket))
    socket.on('error', reject)
  })
}

function readAnswer(received: Buffer): Answer | 'partial' | 'unreadable' {
  const end = received.indexOf(HEAD_END)
  if (end === -1) return 'partial'
  const head = received.toString('latin1', 0, end)
  const status = Number(head.slice(9, 12))
  if (status === 204) return { status, body: Buffer.alloc(0) }
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length === undefined) return 'unreadable'
  const begin = end + HEAD_END.length
  if (received.length < begin + Number(length)) return 'partial'
  return { status, body: received.subarray(begin, begin + Number(length)) }
}
