/** What only the HTTP layer can find wrong (400, 405, 413, 415 …); everything else is an AppError. */
export class HttpError extends Error {
  readonly status: number
  readonly code: string
  readonly headers: Record<string, string>

  constructor(status: number, code: string, detail: string, headers: Record<string, string> = {}) {
    super(detail)
    this.name = 'HttpError'
    this.status = status
    this.code = code
    this.headers = headers
  }
}
