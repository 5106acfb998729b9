/** The look of a mail: warm paper, ink, hairlines, one deep teal, as the rest of Sluice. Mail programs read style attributes best. */
export const font = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
const mono = 'ui-monospace,SFMono-Regular,Menlo,Consolas,monospace'

export const styles: Readonly<Record<string, string>> = {
  paragraph: 'margin:0 0 18px',
  h1: 'margin:0 0 18px;font-size:24px;line-height:1.25;font-weight:600;letter-spacing:-0.015em',
  h2: 'margin:28px 0 12px;font-size:18px;line-height:1.35;font-weight:600;letter-spacing:-0.01em',
  h3: 'margin:24px 0 8px;font-size:16px;line-height:1.4;font-weight:600',
  list: 'margin:0 0 18px;padding:0 0 0 22px',
  item: 'margin:0 0 6px',
  quote: 'margin:0 0 18px;padding:2px 0 2px 16px;border-left:2px solid #d9d4c9',
  rule: 'margin:26px 0;border:0;border-top:1px solid #e6e1d7',
  code: `font-family:${mono};font-size:0.9em;padding:1px 5px;border-radius:4px;background:#f2efe8`,
  pre: `margin:0 0 18px;padding:12px 14px;border-radius:8px;background:#f2efe8;font:13px/1.5 ${mono};white-space:pre-wrap;word-break:break-word`,
  link: 'color:#14595c;text-decoration:underline;text-underline-offset:2px;word-break:break-word',
  image: 'display:block;max-width:100%;height:auto;border:0',
}

/** What style attributes cannot say. Names are classes of layout.ts and html.ts. */
export const sheet = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
.body>*:last-child,.quote>*:last-child{margin-bottom:0!important}
@media (max-width:600px){.outer{padding:0!important}.card{border-width:0 0 1px!important;border-radius:0!important}.pad{padding:28px 22px!important}.foot{padding:20px 22px 32px!important}}
@media (prefers-color-scheme:dark){
.paper{background:#161513!important}
.card{background:#1e1c19!important;border-color:#34312c!important}
.ink{color:#ebe7df!important}
.muted,.muted a{color:#a39d92!important}
.link{color:#6cc7c2!important}
.button td{background:#4fb5b0!important}
.button a{color:#0b1f1e!important}
.quote{border-color:#4a463f!important}
.rule{border-color:#34312c!important}
.code{background:#2a2722!important}
}`
