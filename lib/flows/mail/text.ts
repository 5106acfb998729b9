import type { Gaps } from './gaps'
import type { Links } from './links'
import { buttonIn, type Node } from './markdown'

/** A mail's text for programs that show no HTML, and for those who like it so: the same words, with links written out. */
export function textOf(nodes: readonly Node[], gaps: Gaps, links: Links): string {
  const inner = (node: Node): string => node.children.map(inline).join('')
  const address = (node: Node) => links.get(node)?.replace(/^mailto:/i, '') ?? ''

  function inline(node: Node): string {
    switch (node.type) {
      case 'link': {
        const label = inner(node)
        const where = address(node)
        return label === where || `${label}/` === where ? where : `${label} (${where})`
      }
      case 'softbreak':
      case 'hardbreak':
        return '\n'
      case 'strong':
      case 'em':
      case 's':
        return inner(node)
      default:
        return gaps.inText(node.token.content)
    }
  }

  function block(node: Node): string {
    const { type, token, children } = node
    switch (type) {
      case 'paragraph': {
        const button = buttonIn(node)
        return button ? `${inner(button)}:\n${address(button)}` : inner(node)
      }
      case 'heading':
        return inner(node)
      case 'bullet_list':
        return children.map((item) => indented(itemOf(item), '- ')).join('\n')
      case 'ordered_list': {
        const first = Number(token.attrGet('start') ?? 1)
        return children.map((item, at) => indented(itemOf(item), `${first + at}. `)).join('\n')
      }
      case 'blockquote':
        return blocks(children).replace(/^/gm, '> ')
      case 'hr':
        return '* * *'
      default:
        return gaps.inText(token.content.trimEnd())
    }
  }

  const itemOf = ({ children }: Node) => children.map(block).join('\n')
  const blocks = (list: readonly Node[]): string =>
    list
      .map(block)
      .filter((text) => text !== '')
      .join('\n\n')
  return blocks(nodes)
}

const indented = (text: string, mark: string) => mark + text.replaceAll('\n', `\n${' '.repeat(mark.length)}`)
