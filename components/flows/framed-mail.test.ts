import { expect, test } from 'vitest'
import { framedMail } from './framed-mail'

const html = '<style>@media (prefers-color-scheme: dark) { body { background: #111 } }</style><p>Styles & co</p>'

test('the style element gets the nonce, and dark is as the reader asks', () => {
  expect(framedMail(html, { dark: true, nonce: 'n1' })).toBe(
    '<style nonce="n1">@media all { body { background: #111 } }</style><p>Styles & co</p>',
  )
  expect(framedMail(html, { dark: false, nonce: 'n1' })).toContain('@media not all {')
})
