import { createHash } from 'node:crypto'
import { parse } from '../texts/parse'
import { marked } from './gaps'
import { htmlOf } from './html'
import { inTurn } from './in-turn'
import { parseMarkdown } from './markdown'
import { textOf } from './text'

/** A mail that takes longer would hold up everybody who shares the process with it. */
const mostMs = 100
/** Shorter ones cannot take that long, whatever they are made of. */
const neverHeavy = 4_000
/** The best of some tries: the machine may be busy with something else. */
const tries = 3

/** Problems by the text's digest: an editor asks about the same text at every save. */
const known = new Map<string, { problem: string | null; until: number }>()
const mostKnown = 1_000
/** A text that seemed heavy on a busy machine may be light. */
const heavyForMs = 60_000

const tooHeavy = 'The text takes too long to put together. Shorten it, or use fewer signs such as *, _ and [.'

/**
 * Tries how long it takes to put a mail's text together; a sentence when that is too long. Each try takes its turn among the mails of
 * the process, since it takes as long as a mail.
 */
export async function weightProblem(body: string, clock = () => performance.now()): Promise<string | null> {
  if (body.length <= neverHeavy) return null
  const key = createHash('sha256').update(body).digest('base64')
  const before = known.get(key)
  if (before && before.until > performance.now()) return before.problem
  const problem = (await isTooHeavy(body, clock)) ? tooHeavy : null
  known.delete(key)
  known.set(key, { problem, until: problem ? performance.now() + heavyForMs : Number.POSITIVE_INFINITY })
  const [oldest] = known.keys()
  if (known.size > mostKnown && oldest !== undefined) known.delete(oldest)
  return problem
}

async function isTooHeavy(body: string, clock: () => number): Promise<boolean> {
  for (let nth = 0; nth < tries; nth++) if ((await inTurn(() => timeOf(body, clock))) <= mostMs) return false
  return true
}

function timeOf(body: string, clock: () => number): number {
  const began = clock()
  putTogether(body)
  return clock() - began
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
