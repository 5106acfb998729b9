import { isolated } from '@/lib/text/isolated'
import { type Filled, isList } from '../texts/fill'
import { goesUp } from '../texts/goes-up'
import type { Rendered } from '../texts/problem'
import { notAWord } from '../texts/render'

/** A text in which every variable is a word that Markdown leaves alone, and what those words stand for. */
export interface Marked {
  source: string
  gaps: Gaps
}

/** Markdown is to read the text and not the values: `**` in somebody's name is two stars. */
export function marked(pieces: readonly (string | Filled)[]): Rendered<Marked> {
  const list = pieces.find((piece): piece is Filled => typeof piece !== 'string' && isList(piece.value))
  if (list) return notAWord(list)
  const key = freeWord(pieces.filter((piece) => typeof piece === 'string').join(' '))
  const filled: Filled[] = []
  const source = pieces.map((piece) => (typeof piece === 'string' ? piece : `${key}${filled.push(piece) - 1}z`))
  return { ok: true, value: { source: source.join(''), gaps: gapsOf(key, filled) } }
}

/** Small letters and figures, which stay as they are in an address too. */
function freeWord(text: string): string {
  for (let nth = 0; ; nth++) if (!text.includes(`sluicegap${nth}x`)) return `sluicegap${nth}x`
}

/** Puts the values where their words stand. */
export interface Gaps {
  /** In words: on one line, and unable to turn what stands beside it (DA-15). */
  inText(text: string): string
  /** In an address, as a part of it or as the whole. */
  inAddress(address: string): { address: string; written: string }
}

function gapsOf(key: string, filled: readonly Filled[]): Gaps {
  const words = new RegExp(`${key}(\\d+)z`, 'g')
  const value = (nth: string) => String(filled[Number(nth)]?.value ?? '')
  return {
    inText: (text) => text.replace(words, (_, nth: string) => isolated(value(nth).replace(/\s+/g, ' '))),
    inAddress(address) {
      const whole = new RegExp(`^${key}(\\d+)z$`).exec(address)?.[1]
      if (whole !== undefined) return { address: value(whole).trim(), written: filled[Number(whole)]?.gap.source ?? '' }
      const put = address.replace(words, (_, nth: string) => part(value(nth)))
      // What leads elsewhere than it was written is none.
      return { address: put !== address && goesUp(put) ? '' : put, written: put.slice(0, 80) }
    },
  }
}

const part = (value: string) => encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd'))
