import type { Stack } from './stack.ts'

const BASE = 'node:26-slim'
const TAG = 'e2e'

export const IMAGES = ['orders', 'payments', 'email', 'stripe-sandbox']

/** What an image adds to its base, in bytes, not compressed. */
export async function readAddedSize(stack: Stack, image: string): Promise<number> {
  const [size, base] = await Promise.all(
    [nameOf(image), BASE].map((name) => stack.docker('inspect', '--format', '{{.Size}}', name)),
  )
  return Number(size) - Number(base)
}

/** What a shell in the image prints. */
export function runIn(stack: Stack, image: string, command: string): Promise<string> {
  return stack.docker('run', '--rm', '--network', 'none', '--entrypoint', 'sh', nameOf(image), '-c', command)
}

const nameOf = (image: string): string => `tradewind/${image}:${TAG}`
