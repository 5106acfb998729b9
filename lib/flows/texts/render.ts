import { escapeHtml } from '@/lib/mail/compose'
import { plainLine } from '@/lib/text/hidden'
import { isolated } from '@/lib/text/isolated'
import type { Variables } from '../variables'
import { type Filled, fill, isList } from './fill'
import { goesUp } from './goes-up'
import { mostRendered } from './limits'
import { broken, type Rendered } from './problem'

/** Where a text goes: what a value must not break out of. */
export type Place = 'text' | 'html' | 'url' | 'json' | 'header'

/**
 * A text with its variables put in, each written so that it stays a value at its place. A variable that is missing and has no
 * fallback, a list where a word must stand, or a text that becomes too long is a problem with a sentence, never a gap (FL-10).
 */
export function render(source: string, variables: Variables, { as }: { as: Place }): Rendered<string> {
  const filled = fill(source, variables)
  if (!filled.ok) return filled
  let text = ''
  // Inside JSON it matters whether a value stands between quotes; what fills a gap never changes that.
  let quoted = false
  for (const piece of filled.value) {
    if (typeof piece === 'string') {
      quoted = as === 'json' && endsQuoted(piece, quoted)
      text += piece
    } else {
      if (isList(piece.value) && (as !== 'json' || quoted)) return notAWord(piece)
      text += as === 'json' ? inJson(piece.value, quoted) : writers[as](String(piece.value))
    }
    if (text.length > mostRendered) return broken(`The text became longer than ${mostRendered} characters.`)
  }
  if (as === 'url' && goesUp(text))
    return broken('A part of the address came out as “.” or “..”, which leads elsewhere.')
  return { ok: true, value: as === 'header' ? plainLine(text) : text }
}

export const notAWord = ({ gap }: Filled) =>
  broken(`${gap.source} is a list or a group, not a word. A list can be written with | join: ", ".`)

const writers: Readonly<Record<Exclude<Place, 'json'>, (value: string) => string>> = {
  text: (value) => value,
  html: (value) => escapeHtml(isolated(value)),
  // Half an emoji has no address, and no place in a database.
  url: (value) => encodeURIComponent(whole(value)),
  header: (value) => plainLine(whole(value)),
}

const whole = (value: string) => value.replace(/\p{Surrogate}/gu, '\ufffd')

function inJson(value: unknown, quoted: boolean): string {
  if (!quoted) return JSON.stringify(value)
  return JSON.stringify(String(value)).slice(1, -1)
}

/** Whether a piece of JSON ends between quotes. */
function endsQuoted(piece: string, quoted: boolean): boolean {
  let inside = quoted
  for (let at = 0; at < piece.length; at++) {
    if (inside && piece[at] === '\\') at++
    else if (piece[at] === '"') inside = !inside
  }
  return inside
}
