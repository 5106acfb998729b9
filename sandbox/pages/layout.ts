import { type Html, html } from './html'

/** The frame of every page: what this is stands on top of all of them, so nobody takes it for Stripe. */
export function layout(title: string, body: Html, options: { narrow?: boolean; script?: boolean } = {}): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – Sandbox</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/sandbox/style.css">
${options.script && html`<script src="/sandbox/live.js" defer></script>`}
</head>
<body>
<header class="band"><a class="skip" href="#main">Skip to content</a><strong>Sandbox</strong> – stands in for Stripe. No real account, no real money.</header>
<main id="main" class="${options.narrow ? 'narrow' : 'wide'}">
${body}
</main>
</body>
</html>
`.text
}
