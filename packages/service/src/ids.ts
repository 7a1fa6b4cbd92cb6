import { randomFillSync } from 'node:crypto'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const POOL_BYTES = 4096

/**
 * Makes `newId(prefix)`: prefix + '_' + a UUIDv7 in lower-case Crockford base32 (26 characters). Ids of one process
 * sort by creation, also within a millisecond (RFC 9562, method 1: `rand_a` counts).
 */
export function createIds(now: () => number, fill: (bytes: Uint8Array) => void = randomFillSync) {
  const pool = new Uint8Array(POOL_BYTES)
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
    const high = (BigInt(last_ms) << 16n) | 0x7000n | BigInt(count)
    const low = (0b10n << 62n) | (new DataView(random.buffer, random.byteOffset, 8).getBigUint64(0) >> 2n)
    return `${prefix}_${toBase32((high << 64n) | low)}`
  }
}

/** 128 bits as 26 characters, most significant first: the text sorts as the number does. */
function toBase32(value: bigint): string {
  let text = ''
  for (let shift = 125n; shift >= 0n; shift -= 5n) text += ALPHABET[Number((value >> shift) & 31n)]
  return text
}
