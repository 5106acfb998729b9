import MarkdownIt, { type Token } from 'markdown-it'

/** A part of a mail's text: its Markdown as a tree, from which the HTML and the plain part are both written. */
export interface Node {
  type: string
  token: Token
  children: Node[]
}

/**
 * Markdown without HTML, tables and automatic addresses such as `example.com`; a new line is a new line, as it is in mail. Which
 * links are allowed is decided when their variables are in (links.ts), so that a bad one is said and not dropped.
 */
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true, typographer: false, maxNesting: 20 })
markdown.disable('table')
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: true })
markdown.validateLink = () => true

export function parseMarkdown(source: string): Node[] {
  return treeOf(markdown.parse(source, {}))
}

/** Trees of the texts that were read last: a flow sends one text many times, with other values in it. Nobody changes a tree. */
const known = new Map<string, Node[]>()
const mostKnown = 16

/** The same, remembered for a while. */
export function knownMarkdown(source: string): Node[] {
  const tree = known.get(source) ?? parseMarkdown(source)
  // Put behind the others: the first one was not asked for the longest.
  known.delete(source)
  known.set(source, tree)
  const [oldest] = known.keys()
  if (known.size > mostKnown && oldest !== undefined) known.delete(oldest)
  return tree
}

function treeOf(tokens: readonly Token[]): Node[] {
  const roots: Node[] = []
  const open: Node[] = []
  for (const token of tokens) {
    if (token.nesting === -1) {
      open.pop()
      continue
    }
    const siblings = open.at(-1)?.children ?? roots
    // What stands in a paragraph is a list of its own in there.
    if (token.type === 'inline') siblings.push(...treeOf(token.children ?? []))
    else {
      const node = { type: token.type.replace(/_open$/, ''), token, children: [] }
      siblings.push(node)
      if (token.nesting === 1) open.push(node)
    }
  }
  return roots
}

export const attribute = ({ token }: Node, name: string) => String(token.attrGet(name) ?? '')

/** A link alone on a line, with words of its own: what becomes a button. */
export function buttonIn({ type, children }: Node): Node | null {
  const [link, ...more] = children.filter((child) => child.type !== 'text' || child.token.content.trim() !== '')
  if (type !== 'paragraph' || link?.type !== 'link' || more.length > 0) return null
  return link.token.markup === 'linkify' || link.token.markup === 'autolink' ? null : link
}
