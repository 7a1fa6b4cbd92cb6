/** A mail as rendered, once and for all its sendings. */
export interface Content {
  subject: string
  html: string
  text: string
}
