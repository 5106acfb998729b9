import type { Masks } from './masks'

/** Bytes of a body that are kept (OUT-09). */
const longestKept = 16 * 1024

export interface Body {
  text: string
  /** There was more of it than was read. */
  cut?: boolean
  /** Header values. */
  type?: string | undefined
  encoding?: string | undefined
}

/** A body for the record: without secrets, harmless to store and to show, at most 16 KiB and a note. */
export function keptBody({ text, cut = false, type, encoding }: Body, masks: Masks): string {
  if (isBinary(text, encoding)) return `[not text: ${whatItIs({ text, cut, type, encoding })}]`
  const hidden = masks.hide(text)
  // The reading may have ended inside a secret, whose first half nobody would recognise.
  const whole = harmless(cut && masks.longest > 0 ? hidden.slice(0, -masks.longest) : hidden)
  const size = Buffer.byteLength(whole)
  if (size <= longestKept && !cut) return whole
  const start = new TextDecoder().decode(Buffer.from(whole).subarray(0, longestKept), { stream: true })
  return `${start}\n[cut at 16 KiB of ${cut ? readOf(text) : `${Math.ceil(size / 1024)} KiB`}]`
}

/**
 * Control characters, lone surrogates and what reorders or hides text become visible escapes (DA-15, and PostgreSQL takes
 * no U+0000); tabs and line breaks stay.
 */
export function harmless(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(unsafe, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

const unsafe = /[\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]|(?![\n\t])\p{Cc}/gu

/** Compressed although `identity` was asked for, or a tenth of what was read is no text. */
function isBinary(text: string, encoding: string | undefined): boolean {
  if (encoding && encoding.toLowerCase() !== 'identity' && text !== '') return true
  const odd = text.match(/\ufffd|(?![\n\r\t])\p{Cc}/gu)?.length ?? 0
  return odd * 10 > text.length
}

function whatItIs({ text, cut, type, encoding }: Body): string {
  const words = [type, encoding].filter(Boolean).map((value) => harmless(String(value)).slice(0, 100))
  return [cut ? readOf(text) : `about ${Math.ceil(text.length / 1024)} KiB`, ...words].join(', ')
}

const readOf = (text: string) => `more than ${Math.floor(Buffer.byteLength(text) / 1024)} KiB`
