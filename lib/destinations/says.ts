import { clean } from '@/lib/normalize/readers'
import { plainLine } from '@/lib/text/hidden'

const most = 300

/**
 * The receiver's own words, for people: the message of a JSON error or the text of a page, on one line of at most 300 characters,
 * without what reorders or hides text. Receivers like to repeat what they were sent, so every secret in it is masked (OUT-17).
 */
export function says(body: string, secrets: readonly string[]): string {
  const line = plainLine(withoutTags(masked(clean(messageIn(body)), secrets).slice(0, 4000)))
  return line.length > most ? `${clean(line.slice(0, most - 1))}…` : line
}

/** Masks the long before the short, or half of a long one that begins with a short one would stay. */
function masked(text: string, secrets: readonly string[]): string {
  const shapes = secrets.filter((one) => one.length >= 4).flatMap((one) => [one, encodeURIComponent(one)])
  return shapes.sort((a, b) => b.length - a.length).reduce((rest, one) => rest.replaceAll(one, '•••'), text)
}

const withoutTags = (text: string) =>
  text.replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/gi, ' ').replace(/<[^<>]{0,500}>/g, ' ')

function messageIn(body: string): string {
  const json = parsed(body)
  return json === undefined ? body : (messageOf(json) ?? body)
}

/** `message`, `error`, `error.message`, `detail`, or the first of `errors`: whichever is text. */
function messageOf(json: unknown): string | null {
  if (typeof json === 'string') return json
  if (Array.isArray(json)) return messageOf(json[0])
  if (typeof json !== 'object' || json === null) return null
  const { message, error, errors, detail } = json as Record<string, unknown>
  return messageOf(message) ?? messageOf(error) ?? messageOf(errors) ?? messageOf(detail)
}

/** Undefined when it is no JSON. */
export function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
