import { broken, type Rendered } from '../texts/problem'
import type { Gaps } from './gaps'
import { attribute, type Node } from './markdown'

/** Where each link of a text leads, and where each picture is, with their variables in; a problem when one leads nowhere. */
export type Links = ReadonlyMap<Node, string>

export function linksIn(nodes: readonly Node[], gaps: Gaps): Rendered<Links> {
  const links = new Map<Node, string>()
  for (const node of every(nodes)) {
    if (node.type !== 'link' && node.type !== 'image') continue
    const { address, written } = gaps.inAddress(attribute(node, node.type === 'link' ? 'href' : 'src'))
    const safe = safeAddress(address)
    if (safe === null || (node.type === 'image' && !safe.startsWith('https:'))) {
      return broken(
        node.type === 'link'
          ? `A link leads to “${written}”, which is no address. It begins with https://, http:// or mailto:.`
          : `A picture is said to be at “${written}”, which is no address. It begins with https://.`,
      )
    }
    links.set(node, safe)
  }
  return { ok: true, value: links }
}

/** Only what opens a page or a mail (DA-01), as browsers write it: no blank, quote or control character stays in it. */
function safeAddress(text: string): string | null {
  if (!/^(https?:\/\/|mailto:)[^\s\p{Cc}]+$/iu.test(text) || !URL.canParse(text)) return null
  const { href, username } = new URL(text)
  return username === '' ? href.replace(/["'<>`]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`) : null
}

function* every(nodes: readonly Node[]): Generator<Node> {
  for (const node of nodes) {
    yield node
    yield* every(node.children)
  }
}
