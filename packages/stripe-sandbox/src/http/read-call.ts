import { hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Context } from '../deps.ts'
import { createInvalidRequest } from '../domain/gateway-error.ts'
import type { Call } from '../use-cases/call.ts'
import { type FormObject, toCanonical } from './form-encoding.ts'

const MAX_KEY_LENGTH = 255

export function readBody(request: FastifyRequest): FormObject {
  return (request.body ?? {}) as FormObject
}

export function readQuery(request: FastifyRequest): FormObject {
  return request.query as FormObject
}

/** For links back to this sandbox: the address it was given, else where it was reached. */
export function readBaseUrl({ public_url }: Pick<Context, 'public_url'>, request: FastifyRequest): string {
  return public_url?.replace(/\/+$/, '') ?? `${request.protocol}://${request.host}`
}

export function readVersion(request: FastifyRequest): string | undefined {
  const version = request.headers['stripe-version']
  return typeof version === 'string' ? version : undefined
}

function readKey(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || key === '') return undefined
  if (key.length <= MAX_KEY_LENGTH) return key
  throw createInvalidRequest(`Idempotency keys can be up to ${MAX_KEY_LENGTH} characters, yours has ${key.length}.`)
}

export function readCall(request: FastifyRequest, expand: string[]): Call {
  const key = readKey(request)
  const endpoint = request.url.split('?', 1)[0] ?? request.url
  const params_hash = key === undefined ? '' : hash('sha256', toCanonical(readBody(request)), 'base64')
  return { key, endpoint, params_hash, request_id: request.id, expand }
}
