/** A mail with everything decoded, as a mail program shows it. */
export interface ReadMail {
  /** By name in lower case; a name that comes twice holds both, so that a test sees it. */
  headers: Record<string, string>
  subject: string
  text: string
  html: string
}

/** Reads what nodemailer writes: one part, or alternatives. For tests. */
export function readMail(raw: string): ReadMail {
  const { headers, body } = partOf(raw)
  const parts = partsOf(headers, body)
  const ofType = (type: string) => parts.find((part) => part.headers['content-type']?.startsWith(type))
  return {
    headers,
    subject: headers.subject ?? '',
    text: decoded(ofType('text/plain')),
    html: decoded(ofType('text/html')),
  }
}

interface Part {
  headers: Record<string, string>
  body: string
}

function partOf(raw: string): Part {
  const end = raw.indexOf('\r\n\r\n')
  const headers: Record<string, string> = {}
  for (const line of raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')) {
    const colon = line.indexOf(':')
    const [name, value] = [line.slice(0, colon).toLowerCase(), words(line.slice(colon + 1).trim())]
    headers[name] = headers[name] === undefined ? value : `${headers[name]}\n${value}`
  }
  return { headers, body: raw.slice(end + 4) }
}

function partsOf(headers: Part['headers'], body: string): Part[] {
  const [, boundary] = /boundary="?([^";]+)"?/.exec(headers['content-type'] ?? '') ?? []
  if (!boundary) return [{ headers, body }]
  return body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => partOf(part.replace(/^\r\n/, '')))
}

function decoded(part: Part | undefined): string {
  if (!part) return ''
  const encoding = part.headers['content-transfer-encoding']
  const text =
    encoding === 'base64'
      ? Buffer.from(part.body, 'base64').toString('utf8')
      : encoding === 'quoted-printable'
        ? unquoted(part.body.replace(/=\r\n/g, ''))
        : part.body
  return text.replaceAll('\r\n', '\n').trimEnd()
}

const unquoted = (text: string) =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')

/** RFC 2047: `=?UTF-8?Q?Zo=C3=AB?=`; what stands between two encoded words is nothing. */
const words = (header: string) =>
  header
    .replace(/(\?=)\s+(=\?)/g, '$1$2')
    .replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, how: string, text: string) =>
      how.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString('utf8') : unquoted(text.replaceAll('_', ' ')),
    )
