import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { hostileUrls } from './testing-vectors'
import { checkUrl } from './url'

test.each([
  ['https://example.com', 'https://example.com/'],
  ['HTTPS://Hooks.Example.COM:443/In?team=1', 'https://hooks.example.com/In?team=1'],
  ['https://example.com:8443/', 'https://example.com:8443/'],
  ['https://example.com:3000/a%20b', 'https://example.com:3000/a%20b'],
  ['https://bücher.example/ä', 'https://xn--bcher-kva.example/%C3%A4'],
  ['https://straße.de/', 'https://xn--strae-oqa.de/'],
  ['https://xn--bcher-kva.example/', 'https://xn--bcher-kva.example/'],
  ['https://my_tenant.example.com/', 'https://my_tenant.example.com/'],
  ['https://1.1.1.1/', 'https://1.1.1.1/'],
  ['https://[2606:4700::1111]/', 'https://[2606:4700::1111]/'],
  ['https://hooks.slack.com/services/T0/B0/x', 'https://hooks.slack.com/services/T0/B0/x'],
])('%s may be saved', (text, href) => {
  const checked = checkUrl(text)
  expect(checked.ok && checked.value.href).toBe(href)
})

test.each(hostileUrls)('OUT-05 %j may not', (text) => {
  const checked = checkUrl(text)
  expect(checked).toMatchObject({ ok: false, says: expect.stringMatching(/^[A-Z][^\n]+\.$/) })
})

test.each([
  ['ftp://example.com/', 'url_scheme'],
  ['http://example.com/', 'url_scheme'],
  ['example.com', 'url_malformed'],
  ['https://user@example.com/', 'url_login'],
  ['https://example.com/#top', 'url_fragment'],
  ['https://2130706433/', 'url_host_spelling'],
  ['https://example.com./', 'url_host_spelling'],
  ['https://localhost/', 'url_not_public'],
  ['https://10.0.0.5/', 'url_not_public'],
  ['https://example.com:25/', 'url_port'],
  ['https://example.com:6379/', 'url_port'],
  [`https://example.com/${'x'.repeat(2_000)}`, 'url_too_long'],
  [`https://example.com/${'ň'.repeat(400)}`, 'url_too_long'], // escaped, it is
])('%s: the sentence fits', (text, reason) => expect(checkUrl(text)).toMatchObject({ reason }))

test('OUT-05 whatever is accepted is https to the very host that was written', () => {
  const pieces = fc.constantFrom(
    'https://',
    'http:',
    '//',
    '/',
    '\\',
    '@',
    ':',
    '#',
    '?',
    '.',
    '%',
    '[',
    ']',
    '127.0.0.1',
    '::1',
    '0x7f',
    'localhost',
    'example',
    'com',
    '443',
    '٣',
    '。',
    'ß',
    '\t',
    '\u00ad',
  )
  const text = fc.oneof(
    fc.array(pieces, { maxLength: 9 }),
    fc.array(pieces, { maxLength: 9 }).map((rest) => ['https://', ...rest]),
  )
  fc.assert(
    fc.property(text, (parts) => {
      const written = parts.join('')
      const checked = checkUrl(written)
      if (!checked.ok) return true
      const { protocol, host, username } = checked.value
      // What is saved is what was checked: it passes again, unchanged.
      expect(checkUrl(checked.value.href)).toEqual(checked)
      const plain = /^https:\/\/([^/?#]*)/i.exec(written)?.[1]?.toLowerCase() ?? ''
      return (
        protocol === 'https:' && username === '' && (/[^\0-\x7f]/.test(plain) || plain.replace(/:(443)?$/, '') === host)
      )
    }),
    { numRuns: 5_000 },
  )
})
