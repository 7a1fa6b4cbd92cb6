import { randomFillSync } from 'node:crypto'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const POOL_BYTES = 65_536

/**
 * Makes `newId(prefix)`: prefix + '_' + a UUIDv7 in lower-case Crockford base32 (26 characters). Ids of one process
 * sort by creation, also within a millisecond (RFC 9562, method 1: `rand_a` counts).
 */
export function createIds(now: () => number, fill: (bytes: Uint8Array) => void = randomFillSync) {
  const pool = new Uint8Array(POOL_BYTES)
  const bytes = new DataView(new ArrayBuffer(16))
  let used = POOL_BYTES
  let last_ms = 0
  let count = 0

  function take(length: number): Uint8Array {
    if (used + length > POOL_BYTES) {
      fill(pool)
      used = 0
    }
    used += length
    return pool.subarray(used - length, used)
  }

  function nextTick(): void {
    const now_ms = now()
    count += 1
    if (now_ms > last_ms) {
      last_ms = now_ms
      count = (take(1)[0] ?? 0) << 2
    } else if (count > 0xfff) {
      last_ms += 1
      count = 0
    }
  }

  return function newId(prefix: string): string {
    nextTick()
    const random = take(8)
    bytes.setUint32(0, Math.floor(last_ms / 0x1_0000))
    bytes.setUint16(4, last_ms % 0x1_0000)
    bytes.setUint16(6, 0x7000 | count)
    for (let index = 0; index < 8; index += 1) bytes.setUint8(8 + index, random[index] ?? 0)
    bytes.setUint8(8, 0x80 | (bytes.getUint8(8) & 0x3f))
    return `${prefix}_${toBase32(bytes)}`
  }
}

/** No id that was made at `ms` or later sorts before it: a page by time needs no index but the id's own. */
export function lowestIdAt(prefix: string, ms: number): string {
  const bytes = new DataView(new ArrayBuffer(16))
  bytes.setUint32(0, Math.floor(ms / 0x1_0000))
  bytes.setUint16(4, ms % 0x1_0000)
  return `${prefix}_${toBase32(bytes)}`
}

/** 128 bits as 26 characters, most significant first: the text sorts as the number does. */
function toBase32(bytes: DataView): string {
  let text = ''
  let bits = 0
  // Two leading zero bits make 130, that is 26 times five.
  let left = 2
  for (let index = 0; index < bytes.byteLength; index += 1) {
    bits = ((bits << 8) | bytes.getUint8(index)) & 0xfff
    for (left += 8; left >= 5; left -= 5) text += ALPHABET[(bits >> (left - 5)) & 31]
  }
  return text
}

/** Of an id's 26 characters these many are its time: 48 bits behind the two leading zero bits. */
const TIME_LENGTH = 10

/** When an id was made, milliseconds since 1970. */
export function timeOfId(id: string): number {
  const start = id.indexOf('_') + 1
  let ms = 0
  for (let index = 0; index < TIME_LENGTH; index += 1) ms = ms * 32 + ALPHABET.indexOf(id[start + index] ?? '')
  return ms
}
