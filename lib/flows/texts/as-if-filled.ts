import { isGap } from './fill'
import { type Gap, parse } from './parse'

/** A text with something in each gap, to look at what stands around it before anything is known; null when it cannot be read. */
export function asIfFilled(source: string, put: (gap: Gap, before: string) => string): string | null {
  const parsed = parse(source)
  if (!parsed.ok) return null
  return parsed.pieces.reduce<string>((text, piece) => text + (isGap(piece) ? put(piece, text) : piece), '')
}
