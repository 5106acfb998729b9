import { parse } from '../texts/parse'
import { marked } from './gaps'
import { linksIn } from './links'
import { parseMarkdown } from './markdown'

/** What is wrong with a link of a mail whatever its variables hold; null when nothing is, or the text cannot be read at all. */
export function linkProblem(body: string): string | null {
  const parsed = parse(body)
  if (!parsed.ok) return null
  // A whole address is judged when it is known; a part of one is a word.
  const text = marked(parsed.pieces.map((piece) => (typeof piece === 'string' ? piece : { gap: piece, value: 'x' })))
  if (!text.ok) return null
  const { source, gaps } = text.value
  const links = linksIn(parseMarkdown(source), {
    ...gaps,
    inAddress(address) {
      const put = gaps.inAddress(address)
      return put.address === 'x' ? { ...put, address: 'https://x.example' } : put
    },
  })
  return links.ok ? null : links.says
}
