/**
 * A mail's HTML as the preview's frame can show it. The frame inherits our content security policy, so its style element needs this
 * document's nonce; and it is dark when the reader asks for it, not when their computer is.
 */
export function framedMail(html: string, { dark, nonce }: { dark: boolean; nonce: string }): string {
  return html
    .replaceAll(/<style(?=[\s>])/gi, `<style nonce="${nonce}"`)
    .replaceAll(/\(\s*prefers-color-scheme:\s*dark\s*\)/gi, dark ? 'all' : 'not all')
}
