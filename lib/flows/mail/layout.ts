import { escapeHtml } from '@/lib/mail/compose'
import { font, sheet } from './look'

export interface Letter {
  subject: string
  preview: string
  /** HTML. */
  body: string
  siteName: string
  unsubscribeUrl: string
}

/** One column of at most 560 pixels that reads the same on a phone, in Outlook and at night. */
export function layout({ subject, preview, body, siteName, unsubscribeUrl }: Letter): string {
  const site = escapeHtml(siteName)
  const hidden = preview === '' ? '' : `<div style="${outOfSight}">${escapeHtml(preview)}${blanks}</div>\n`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<title>${escapeHtml(subject)}</title>
<style>${sheet}</style>
</head>
<body class="paper" style="margin:0;padding:0;background:#faf9f6;-webkit-text-size-adjust:100%">
${hidden}<table class="paper" role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#faf9f6">
<tr><td class="outer" align="center" style="padding:40px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px">
<tr><td class="card" style="background:#ffffff;border:1px solid #e6e1d7;border-radius:10px">
<div class="pad ink" style="padding:36px 40px 38px;font:16px/1.6 ${font};color:#26231e">
<p class="muted" style="margin:0 0 26px;font-size:13px;line-height:20px;font-weight:600;letter-spacing:0.01em;color:#6b665c">${site}</p>
<div class="body">
${body}
</div>
</div>
</td></tr>
<tr><td class="foot muted" style="padding:20px 40px 0;font:12px/1.6 ${font};color:#6b665c">
${site} &nbsp;·&nbsp; <a href="${escapeHtml(unsubscribeUrl)}" style="color:#6b665c;text-decoration:underline;text-underline-offset:2px">Unsubscribe</a>
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`
}

const outOfSight = 'display:none;max-height:0;overflow:hidden;mso-hide:all;font-size:1px;line-height:1px;opacity:0'
/** Mail programs fill the line beside the subject with what comes next; blanks keep the greeting out of it. */
const blanks = '&#847;&zwnj;&nbsp;'.repeat(60)
