import { escapeHtml } from '@/lib/mail/compose'
import type { Gaps } from './gaps'
import type { Links } from './links'
import { styles } from './look'
import { buttonIn, type Node } from './markdown'

/** A mail's text as HTML: tags of ours around escaped words (DA-01). */
export function htmlOf(nodes: readonly Node[], gaps: Gaps, links: Links): string {
  const words = (text: string) => escapeHtml(gaps.inText(text))
  const inner = (node: Node): string => node.children.map(write).join('')
  const href = (node: Node) => escapeHtml(links.get(node) ?? '')

  function write(node: Node): string {
    const { type, token } = node
    switch (type) {
      case 'paragraph': {
        const button = buttonIn(node)
        if (button) return buttonOf(href(button), inner(button))
        return token.hidden ? inner(node) : `<p style="${styles.paragraph}">${inner(node)}</p>`
      }
      case 'heading': {
        const level = ['h1', 'h2'].includes(token.tag) ? token.tag : 'h3'
        return `<${level} style="${styles[level]}">${inner(node)}</${level}>`
      }
      case 'bullet_list':
        return `<ul style="${styles.list}">${inner(node)}</ul>`
      case 'ordered_list':
        return `<ol start="${Number(token.attrGet('start') ?? 1)}" style="${styles.list}">${inner(node)}</ol>`
      case 'list_item':
        return `<li style="${styles.item}">${inner(node)}</li>`
      case 'blockquote':
        return `<blockquote class="quote" style="${styles.quote}">${inner(node)}</blockquote>`
      case 'hr':
        return `<hr class="rule" style="${styles.rule}">`
      case 'fence':
      case 'code_block':
        return `<pre class="code" style="${styles.pre}">${words(token.content.trimEnd())}</pre>`
      case 'code_inline':
        return `<code class="code" style="${styles.code}">${words(token.content)}</code>`
      case 'strong':
      case 'em':
      case 's':
        return `<${type}>${inner(node)}</${type}>`
      case 'link':
        return `<a class="link" href="${href(node)}" style="${styles.link}">${inner(node)}</a>`
      case 'image':
        return `<img src="${href(node)}" alt="${words(token.content)}" style="${styles.image}">`
      case 'softbreak':
      case 'hardbreak':
        return '<br>\n'
      default:
        return words(token.content)
    }
  }

  return nodes.map(write).join('\n')
}

/** A table, because Outlook draws no padding around a link. */
const buttonOf = (href: string, label: string) =>
  `<table class="button" role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:6px 0 24px"><tr><td bgcolor="#14595c" style="border-radius:8px;background:#14595c"><a href="${href}" style="display:inline-block;padding:12px 22px;font-size:15px;line-height:20px;font-weight:600;color:#ffffff;text-decoration:none;border-radius:8px">${label}</a></td></tr></table>`
