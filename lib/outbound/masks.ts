/** What stands in a secret's place. */
export const masked = '…'

export interface Masks {
  /** The text with every secret replaced. */
  hide(text: string): string
  /** A URL, also where a secret is percent-encoded in a way of its own. */
  hideInUrl(url: string): string
  /** Characters of the longest spelling of a secret: so much of one may stand unseen at the end of a text that was cut. */
  longest: number
}

/** Finds secrets as they are and as receivers echo them: in JSON, a URL, HTML or base64, in upper or lower case. */
export function masksFor(secrets: readonly string[]): Masks {
  const spellings = [...new Set(secrets.filter(Boolean).flatMap(spellingsOf))].sort((a, b) => b.length - a.length)
  const any = new RegExp(spellings.map((spelling) => spelling.replace(/[^\w]/gu, escaped)).join('|') || '(?!)', 'giu')
  const hide = (text: string) => text.replace(any, masked)
  return {
    hide,
    hideInUrl: (url) => {
      const parts = hide(url).split(/([/?&=;,]+)/)
      return parts.map((part) => (decodingsOf(part).some((text) => hide(text) !== text) ? masked : part)).join('')
    },
    longest: spellings[0]?.length ?? 0,
  }
}

function spellingsOf(secret: string): string[] {
  const inUrl = encodeURIComponent(secret.replace(/\p{Cs}/gu, '\ufffd'))
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '')
  return [
    secret,
    inUrl,
    inUrl.replaceAll('%20', '+'),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    base64,
    base64.replaceAll('+', '-').replaceAll('/', '_'),
  ]
}

function decodingsOf(part: string): string[] {
  try {
    return [decodeURIComponent(part), decodeURIComponent(part.replaceAll('+', ' '))]
  } catch {
    return []
  }
}

const escaped = (sign: string) => `\\u{${sign.codePointAt(0)!.toString(16)}}`
