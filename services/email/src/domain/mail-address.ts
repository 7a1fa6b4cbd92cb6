/** One mailbox; never a string, so that no name can smuggle in a second address. */
export interface MailAddress {
  email: string
  name: string | null
}

const NAMED = /^\s*"?([^"<>]*?)"?\s*<([^\s<>@]+@[^\s<>@]+)>\s*$/
const BARE = /^[^\s<>@]+@[^\s<>@]+$/

/** Reads `Name <a@b>` or `a@b`. @throws RangeError */
export function readMailAddress(text: string): MailAddress {
  const [, name, email] = NAMED.exec(text) ?? []
  if (email !== undefined) return { email, name: name || null }
  if (BARE.test(text.trim())) return { email: text.trim(), name: null }
  throw new RangeError(`no mail address: ${text}`)
}

export const domainOf = (address: MailAddress): string => address.email.slice(address.email.lastIndexOf('@') + 1)
