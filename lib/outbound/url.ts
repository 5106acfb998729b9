import { isIP } from 'node:net'
import { domainToUnicode } from 'node:url'
import { addressKind } from './address'
import { type Allowed, isAddressAllowed, isPlaceAllowed, nothing } from './allowed'
import { isPortRefused } from './ports'

/** Why a URL is not saved. */
export type UrlProblem = keyof typeof sentences

/** As a Result; `says` tells a person what to change. */
export type CheckedUrl = { ok: true; value: URL } | { ok: false; reason: UrlProblem; says: string }

const longestUrl = 2_000

/**
 * Whether Sluice would send to this URL, before any name is looked up: on save, and again at each attempt. The names that
 * pass are checked once more by the addresses they lead to (client.ts). `URL` repairs what people write: it turns
 * `0x7f.1`, `２１３０７０６４３３` and `%3127.0.0.1` into 127.0.0.1. So the text itself has to be what the URL came out as.
 */
export function checkUrl(text: string, allowed: Allowed = nothing): CheckedUrl {
  const problem = problemOf(text, allowed)
  return problem ? { ok: false, reason: problem, says: sentences[problem] } : { ok: true, value: new URL(text) }
}

function problemOf(text: string, allowed: Allowed): UrlProblem | undefined {
  if (text.length > longestUrl) return 'url_too_long'
  if (unseen.test(text)) return 'url_malformed'
  const [, scheme = '', authority = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#\\]+)/i.exec(text) ?? []
  if (!authority) return /^(?!https?:)[a-z][a-z0-9+.-]*:/i.test(text) ? 'url_scheme' : 'url_malformed'
  if (!/^https?$/i.test(scheme)) return 'url_scheme'
  if (authority.includes('@')) return 'url_login'
  if (text.includes('#')) return 'url_fragment'
  if (text.includes('\\') || !URL.canParse(text)) return 'url_malformed'

  const url = new URL(text)
  if (url.href.length > longestUrl) return 'url_too_long'
  if (!isSpelledPlainly(authority.replace(/:\d*$/, ''), url.hostname)) return 'url_host_spelling'
  const isAddress = isIP(bare(url)) !== 0
  if (isAddress && addressKind(bare(url)) === 'never') return 'url_not_public'
  if (isPlaceAllowed(allowed, url)) return undefined
  return isAddress ? problemOfAddress(url, allowed) : problemOfName(url)
}

function problemOfAddress(url: URL, allowed: Allowed): UrlProblem | undefined {
  if (isAddressAllowed(allowed, bare(url))) return undefined
  if (addressKind(bare(url)) !== 'public') return 'url_not_public'
  return problemOfDoor(url)
}

function problemOfName(url: URL): UrlProblem | undefined {
  if (url.hostname.endsWith('.')) return 'url_host_spelling'
  if (!url.hostname.includes('.') || ownNames.test(url.hostname)) return 'url_not_public'
  if (!hostname.test(url.hostname)) return 'url_malformed'
  return problemOfDoor(url)
}

function problemOfDoor(url: URL): UrlProblem | undefined {
  if (url.protocol !== 'https:') return 'url_scheme'
  return isPortRefused(url.port) ? 'url_port' : undefined
}

/** The address of a URL that spells one, without the brackets of IPv6; else its name. */
export const bare = (url: URL) => url.hostname.replace(/^\[|\]$/g, '')

/** Upper case is fine, and letters beyond ASCII are, if the name reads the same when it comes back from punycode. */
function isSpelledPlainly(written: string, host: string): boolean {
  const lower = written.normalize('NFC').toLowerCase()
  return lower === host || (/[^\0-\x7f]/.test(lower) && lower === domainToUnicode(host))
}

/** Blanks, control characters, and what reorders or hides text: `URL` drops some of them without a word. */
const unseen = /[\s\p{C}\p{Default_Ignorable_Code_Point}]/u

/** Labels of letters, digits, `-` and `_` (Microsoft's names have it); the last one is no number (RFC 1123, RFC 3696). */
const hostname = /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+(?!\d+$)[a-z0-9-]{2,63}$/

/** Names a network of one's own answers (RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC 9476, ICANN's `internal`, and habits). */
const ownNames = /\.(?:local|localhost|localdomain|internal|intranet|private|corp|home|lan|arpa|onion|alt)$/

const sentences = {
  url_malformed: 'This is not a web address. Write it like https://example.com/webhooks.',
  url_too_long: `The address has more than ${longestUrl.toLocaleString('en')} characters. Use a shorter one.`,
  url_scheme: 'The address must begin with https://, so that nobody can read along.',
  url_login: 'Leave out the login before the @. Put a key into a header instead.',
  url_fragment: 'Leave out the # and what follows it: it is never sent.',
  url_host_spelling:
    'The host is written in an unusual way. Write it as the other side shows it, without a dot at the end: example.com.',
  url_not_public: 'This host is inside a private network. Use an address that can be reached from the internet.',
  url_port: 'Nothing is sent to this port. Use 443 (leave the port out), 8443, or another one above 1023.',
}
