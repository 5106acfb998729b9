export interface Message {
  subject: string
  text: string
  html: string
}

interface Letter {
  subject: string
  /** Paragraphs before the button. */
  lines: string[]
  button?: { label: string; href: string }
  /** Small print after it. */
  after?: string[]
}

/** A letter as plain text and as HTML that needs no pictures, scripts or style sheets. Every value is escaped (DA-02). */
export function compose({ subject, lines, button, after = [] }: Letter): Message {
  const clean = oneLine(subject)
  return {
    subject: clean,
    text: [...lines, ...(button ? [`${button.label}:\n${button.href}`] : []), ...after, '--\nSluice'].join('\n\n'),
    html: html(clean, lines, button, after),
  }
}

/** A header is one line: whatever could end it early becomes a space. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not pass
export const oneLine = (text: string) => text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim()

function html(subject: string, lines: string[], button: Letter['button'], after: string[]) {
  const paragraph = (text: string, style: string) => `<p style="margin:0 0 16px;${style}">${escapeHtml(text)}</p>`
  const link = button
    ? `<p style="margin:24px 0"><a href="${escapeHtml(button.href)}" style="background:#14595c;color:#fff;padding:10px 18px;border-radius:8px;text-decoration:none;font-weight:600">${escapeHtml(button.label)}</a></p>`
    : ''
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;background:#faf9f6;color:#26231e;font:15px/1.5 system-ui,sans-serif"><div style="max-width:520px;margin:0 auto;padding:32px 24px">
<p style="margin:0 0 24px;font-weight:700">Sluice</p>
${lines.map((line) => paragraph(line, '')).join('\n')}
${link}
${after.map((line) => paragraph(line, 'color:#6b665c;font-size:13px')).join('\n')}
</div></body></html>`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
