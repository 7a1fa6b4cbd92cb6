import { STATUS_CODES } from 'node:http'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, type ErrorKind, type Fault } from './app-error.ts'
import { HttpError } from './http-error.ts'
import { readFaults } from './schema-faults.ts'

/** RFC 9457. */
interface Problem {
  type: string
  title: string
  status: number
  code: string
  detail: string
  errors?: Fault[]
  [extra: string]: unknown
}

const STATUS_OF: Record<ErrorKind, number> = {
  invalid: 422,
  not_found: 404,
  conflict: 409,
  precondition: 412,
  declined: 402,
  unauthorized: 401,
  forbidden: 403,
  rate_limited: 429,
  unavailable: 503,
}

/** Fastify's own refusals, in our words. */
const REFUSAL_OF: Record<string, [status: number, code: string, detail: string]> = {
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'malformed_json', 'The body is not valid JSON.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'malformed_json', 'The body is empty.'],
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'body_too_large', 'The body is larger than this endpoint takes.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'unsupported_media_type', 'The body must be application/json.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'malformed_body', 'The body is not as long as Content-Length says.'],
}

/** Answers any error as problem+json. What is ours to mend (5xx) is logged whole and reveals nothing. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { problem, headers } = readProblem(error)
  if (problem.status >= 500) request.log.error({ err: error, route: request.routeOptions.url }, problem.detail)
  return sendProblem(reply.headers(headers), problem)
}

function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply.code(problem.status).type('application/problem+json').serializer(JSON.stringify).send(problem)
}

function toProblem(status: number, code: string, detail: string, extra: Record<string, unknown> = {}): Problem {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, code, detail, ...extra }
}

function readProblem(error: unknown): { problem: Problem; headers: Record<string, string> } {
  if (error instanceof AppError) return fromAppError(error)
  if (error instanceof HttpError) {
    return { problem: toProblem(error.status, error.code, error.message), headers: error.headers }
  }
  return { problem: fromFastify(error as FastifyError), headers: {} }
}

function fromAppError(error: AppError) {
  const { kind, code, message, faults, extra, retry_after_s } = error
  const errors = faults.length > 0 ? { errors: faults } : {}
  const headers: Record<string, string> = retry_after_s === undefined ? {} : { 'retry-after': String(retry_after_s) }
  if (kind === 'unauthorized') headers['www-authenticate'] = 'Bearer'
  return { problem: toProblem(STATUS_OF[kind], code, message, { ...extra, ...errors }), headers }
}

function fromFastify(error: FastifyError): Problem {
  if (error.validation) {
    const errors = readFaults(error.validation, error.validationContext ?? 'body')
    return toProblem(422, 'validation_failed', 'The request has faults; see errors.', { errors })
  }
  const refusal = REFUSAL_OF[error.code]
  if (refusal) return toProblem(...refusal)
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return toProblem(error.statusCode, 'bad_request', 'The request is malformed.')
  }
  return toProblem(500, 'internal_error', 'Something went wrong on our side; it is logged.')
}
