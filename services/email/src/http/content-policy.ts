/** Mail is shown as what it is: a picture of it, without scripts, frames, forms or anything of ours. */
export const CONTENT_POLICY = {
  'content-security-policy': "default-src 'none'; img-src data: https:; style-src 'unsafe-inline'; sandbox",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}
