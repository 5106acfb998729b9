import { plainLine } from '@/lib/text/hidden'
import type { StepOf } from '../definition'
import { type Rendered, render } from '../texts'
import { fill } from '../texts/fill'
import { mostRendered } from '../texts/limits'
import { broken } from '../texts/problem'
import type { Variables } from '../variables'
import { marked } from './gaps'
import { htmlOf } from './html'
import { layout } from './layout'
import { linksIn } from './links'
import { knownMarkdown } from './markdown'
import { textOf } from './text'

export interface RenderedMail {
  subject: string
  /** The line beside the subject; may be empty. */
  preview: string
  html: string
  text: string
  fromName: string
  /** Null: the sender. */
  replyTo: string | null
}

export type EmailText = Pick<StepOf<'email'>, 'subject' | 'preview' | 'body' | 'from_name' | 'reply_to'>

export interface Sender {
  siteName: string
  unsubscribeUrl: string
}

/** A mail as it goes out, or why it cannot be put together. Headers are single lines, values are never Markdown or HTML (DA-01, DA-02). */
export function renderMail(step: EmailText, variables: Variables, sender: Sender): Rendered<RenderedMail> {
  const subject = render(step.subject, variables, { as: 'header' })
  if (!subject.ok) return subject
  if (subject.value === '') return broken('The mail has no subject.')
  const preview = render(step.preview, variables, { as: 'header' })
  if (!preview.ok) return preview
  const siteName = plainLine(sender.siteName)
  const body = renderBody(step.body, variables)
  if (!body.ok) return body
  const { html, text } = body.value
  if (html.length > mostRendered) return broken(`The mail became longer than ${mostRendered} characters.`)
  const head = { subject: subject.value, preview: preview.value }
  return {
    ok: true,
    value: {
      ...head,
      html: layout({ ...head, body: html, siteName, unsubscribeUrl: sender.unsubscribeUrl }),
      text: `${text}\n\n--\n${siteName}\nUnsubscribe: ${sender.unsubscribeUrl}\n`,
      fromName: plainLine(step.from_name) || siteName,
      replyTo: plainLine(step.reply_to) || null,
    },
  }
}

function renderBody(body: string, variables: Variables): Rendered<{ html: string; text: string }> {
  const filled = fill(body, variables)
  if (!filled.ok) return filled
  const text = marked(filled.value)
  if (!text.ok) return text
  const { source, gaps } = text.value
  const nodes = knownMarkdown(source)
  const links = linksIn(nodes, gaps)
  if (!links.ok) return links
  const written = { html: htmlOf(nodes, gaps, links.value), text: textOf(nodes, gaps, links.value) }
  return written.text.trim() === '' ? broken('The mail has no text.') : { ok: true, value: written }
}
