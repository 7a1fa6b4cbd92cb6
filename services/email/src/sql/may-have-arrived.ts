/** Of a row of `emails`: an attempt of it ended without an answer, so that nobody may say it was not sent. */
export const MAY_HAVE_ARRIVED =
  "EXISTS (SELECT 1 FROM email_attempts WHERE email_id = emails.id AND outcome = 'unknown')"
