import { nonceHeader, requestIdHeader } from '@/security-headers'

interface CalmPage {
  status: 200 | 400 | 403 | 404 | 405 | 409 | 500 | 503
  title: string
  /** Plain sentences; escaped here. */
  text: string
  /** Where to go on; the first one is the main way. Addresses of this origin only. */
  links: readonly { href: string; label: string }[]
}

/**
 * A whole page from a route handler, which cannot render React: a heading, a sentence, a way on. For the few answers of
 * the OAuth round trip that need a status of their own. Values are escaped; nothing of the query is shown.
 */
export function calmPage(request: Request, { status, title, text, links }: CalmPage): Response {
  const nonce = escaped(request.headers.get(nonceHeader) ?? '')
  const ways = links.map(
    ({ href, label }, place) => `<a href="${escaped(href)}"${place === 0 ? ' class="main"' : ''}>${escaped(label)}</a>`,
  )
  const id = request.headers.get(requestIdHeader)
  const reference = status >= 400 && id ? `<p class="ref">Reference ${escaped(id)}</p>` : ''
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">
<link rel="icon" href="/icon.svg">
<title>${escaped(title)} – Sluice</title><style nonce="${nonce}">${style}</style></head>
<body><main><p class="mark">Sluice</p><h1>${escaped(title)}</h1><p>${escaped(text)}</p><p class="ways">${ways.join('')}</p>${reference}</main></body></html>`
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
    },
  })
}

/** A redirect that takes neither code nor state along (OA-10). */
export function seeOther(location: string): Response {
  return new Response(null, {
    status: 303,
    headers: { location, 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' },
  })
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** The tokens of app/globals.css that this page needs. */
const style = `
:root{color-scheme:light dark;--paper:light-dark(oklch(98.4% .005 88),oklch(17.2% .006 80));--surface:light-dark(oklch(99.7% .002 88),oklch(20.2% .007 80));
--line:light-dark(oklch(90.6% .008 85),oklch(28.6% .008 80));--ink:light-dark(oklch(24% .012 75),oklch(93.5% .008 88));--muted:light-dark(oklch(44.5% .014 75),oklch(75% .012 85));
--accent:light-dark(oklch(43% .078 196),oklch(74% .1 192));--on:light-dark(oklch(98.8% .006 196),oklch(18% .03 196))}
*{box-sizing:border-box;margin:0}
body{min-height:100dvh;display:grid;place-items:center;padding:1rem;background:var(--paper);color:var(--ink);font:14px/1.6 ui-sans-serif,system-ui,sans-serif}
main{width:100%;max-width:28rem;padding:1.5rem;background:var(--surface);border:1px solid var(--line);border-radius:8px}
.mark{color:var(--muted);font-weight:600}
h1{margin:.75rem 0 .5rem;font-size:1.25rem;line-height:1.75rem;letter-spacing:-.011em;text-wrap:balance}
h1+p,.ref{color:var(--muted)}
.ref{margin-top:1rem;font-size:13px;overflow-wrap:anywhere}
.ways{display:flex;flex-wrap:wrap;gap:.5rem;margin-top:1.25rem}
a{display:inline-flex;align-items:center;min-height:2.75rem;padding:0 1rem;border:1px solid var(--line);border-radius:8px;color:var(--ink);font-weight:500;text-decoration:none}
a.main{background:var(--accent);border-color:transparent;color:var(--on)}
a:hover{text-decoration:underline}
a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}`
