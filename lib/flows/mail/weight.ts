import { parse } from '../templating/parse'
import { marked } from './gaps'
import { htmlOf } from './html'
import { parseMarkdown } from './markdown'
import { textOf } from './text'

/** A mail that takes longer would hold up everybody who shares the process with it. */
const mostMs = 100
/** Shorter ones cannot take that long, whatever they are made of. */
const neverHeavy = 4_000
/** The best of some tries: the machine may be busy with something else. */
const tries = 3

/** Tries how long it takes to put a mail's text together; a sentence when that is too long. */
export function weightProblem(body: string, clock = () => performance.now()): string | null {
  if (body.length <= neverHeavy) return null
  for (let nth = 0; nth < tries; nth++) {
    const began = clock()
    putTogether(body)
    if (clock() - began <= mostMs) return null
  }
  return 'The text takes too long to put together. Shorten it, or use fewer signs such as *, _ and [.'
}

function putTogether(body: string): void {
  const parsed = parse(body)
  if (!parsed.ok) return
  const text = marked(parsed.pieces.map((piece) => (typeof piece === 'string' ? piece : { gap: piece, value: 'x' })))
  if (!text.ok) return
  const nodes = parseMarkdown(text.value.source)
  htmlOf(nodes, text.value.gaps, new Map())
  textOf(nodes, text.value.gaps, new Map())
}
