const local = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * One plain mailbox, lower-case, or null (AU-09, DA-03). NFKC comes first, so a full-width `＠` or `，` is judged as what
 * a mail server would make of it. No lists, quotes, comments, display names, routes, address literals or other scripts:
 * every parser after us then reads the same single address.
 */
export function parseMailbox(text: unknown): string | null {
  if (typeof text !== 'string' || text.length > 320) return null
  const address = text.normalize('NFKC').trim()
  if (!/^[\x21-\x7e]+$/.test(address)) return null

  const [name, domain, ...more] = address.toLowerCase().split('@')
  if (!name || !domain || more.length > 0) return null
  if (name.length > 64 || !local.test(name)) return null
  return isDomain(domain) && name.length + domain.length < 254 ? `${name}@${domain}` : null
}

/** At least two labels, the last not a number: an IP address is no mail domain here. */
function isDomain(domain: string) {
  const labels = domain.split('.')
  const last = labels.at(-1) ?? ''
  return labels.length >= 2 && labels.every((part) => label.test(part)) && !/^\d+$/.test(last)
}
