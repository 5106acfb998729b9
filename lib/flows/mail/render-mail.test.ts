import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Variable } from '../variables'
import { type EmailText, renderMail } from './render-mail'

const sender = { siteName: 'Acme', unsubscribeUrl: 'https://sluice.example/u/a?b=1&c=2' }
const blank: EmailText = { subject: 'Hello', preview: '', body: 'Hi', from_name: '', reply_to: '' }

function mail(text: Partial<EmailText>, event: Record<string, Variable> = {}) {
  const rendered = renderMail({ ...blank, ...text }, { event, subscriber: {}, site: { name: 'Acme' } }, sender)
  if (!rendered.ok) throw new Error(`${rendered.reason}: ${rendered.says}`)
  return rendered.value
}

/** What stands between the layout's own parts. */
function body(markdown: string, event: Record<string, Variable> = {}) {
  const { html, text } = mail({ body: markdown }, event)
  const inner = /<div class="body">\n(.*)\n<\/div>\n<\/div>/s.exec(html)?.[1] ?? ''
  const bare = inner.replace(/ (style|class|role|cellpadding|cellspacing|border|bgcolor)="[^"]*"/g, '')
  return { html: bare, text: text.split('\n\n--\n')[0] }
}

const problem = (text: Partial<EmailText>, event: Record<string, Variable> = {}) => {
  const rendered = renderMail({ ...blank, ...text }, { event, subscriber: {}, site: {} }, sender)
  return rendered.ok ? null : `${rendered.reason}: ${rendered.says}`
}

test('a text that is sent again has other values in the same places', () => {
  const text = '[Pay]({{ event.url }})\n\nHi **{{ event.name }}**'
  const first = body(text, { url: 'https://a.example/1', name: 'Ada' })
  expect(body(text, { url: 'https://a.example/2', name: '**Al**' }).text).toBe('Pay:\nhttps://a.example/2\n\nHi **Al**')
  expect(body(text, { url: 'https://a.example/1', name: 'Ada' })).toEqual(first)
})

test('a link never leads above the place that was written', () => {
  const link = { body: '[Order](https://a.example/users/{{ event.id }}/order)' }
  expect(problem(link, { id: '..' })).toMatch(/^template_broken.*users\/\.\.\/order/)
  expect(problem(link, { id: 'a..' })).toBeNull()
})

describe('Markdown', () => {
  test('becomes HTML and a plain part that says the same', () => {
    const markdown =
      '# Thanks\n\nYou **paid** *today*.\nSee [the invoice](https://a.example/1).\n\n- one\n- two\n  more\n\n3. c\n4. d\n\n> said\n\n---\n\n`code` https://a.example/x a@b.example'
    expect(body(markdown)).toEqual({
      html: [
        '<h1>Thanks</h1>',
        '<p>You <strong>paid</strong> <em>today</em>.<br>\nSee <a href="https://a.example/1">the invoice</a>.</p>',
        '<ul><li>one</li><li>two<br>\nmore</li></ul>',
        '<ol start="3"><li>c</li><li>d</li></ol>',
        '<blockquote><p>said</p></blockquote>',
        '<hr>',
        '<p><code>code</code> <a href="https://a.example/x">https://a.example/x</a> <a href="mailto:a@b.example">a@b.example</a></p>',
      ].join('\n'),
      text: [
        'Thanks',
        'You paid today.\nSee the invoice (https://a.example/1).',
        '- one\n- two\n  more',
        '3. c\n4. d',
        '> said',
        '* * *',
        'code https://a.example/x a@b.example',
      ].join('\n\n'),
    })
  })

  test('a link with words, alone on a line, is a button', () => {
    expect(body('[Pay **now**]({{ event.url }})', { url: 'https://a.example/pay' })).toEqual({
      html: '<table><tr><td><a href="https://a.example/pay">Pay <strong>now</strong></a></td></tr></table>',
      text: 'Pay now:\nhttps://a.example/pay',
    })
    for (const none of [
      'https://a.example',
      'See [it](https://a.example)',
      '[a](https://a.example) [b](https://b.example)',
    ]) {
      expect(body(none).html, none).not.toContain('<table>')
    }
  })

  test('pictures are shown from https only', () => {
    expect(body('![Our *logo*](https://a.example/l.png)').html).toContain(
      '<img src="https://a.example/l.png" alt="Our *logo*">',
    )
    expect(problem({ body: '![x](http://a.example/l.png)' })).toMatch(/^template_broken: A picture/)
  })
})

describe('DA-01 values are words', () => {
  const html = '<img src=x onerror=alert(1)>'

  test('not HTML, wherever they stand', () => {
    const everywhere =
      '# {{ event.v }}\n\n{{ event.v }} **{{ event.v }}** `{{ event.v }}`\n\n- {{ event.v }}\n\n    {{ event.v }}\n\n[{{ event.v }}](https://a.example)\n\n![{{ event.v }}](https://a.example)'
    const { html: written } = mail(
      { subject: '{{ event.v }}', preview: '{{ event.v }}', body: everywhere },
      { v: html },
    )
    expect(written).not.toContain('<img src=x')
    expect(written.match(/&lt;img src=x onerror=alert\(1\)&gt;/g)).toHaveLength(10)
    expect(body('<b onclick=x>hi</b>').html).toBe('<p>&lt;b onclick=x&gt;hi&lt;/b&gt;</p>')
  })

  test('not Markdown either', () => {
    const names = [
      '**Ada**',
      '[x](https://evil.example)',
      '# Ada',
      '- Ada',
      '> Ada',
      '`Ada`',
      '![x](https://evil.example)',
      '&lt;b&gt;',
      'https://evil.example',
    ]
    for (const name of names) {
      const { html: written, text } = body('Hi {{ event.name }}!\n\n{{ event.name }}', { name })
      expect(written.replace(/<\/?p>/g, ''), name).not.toMatch(/<(?!\/?p>)/)
      expect(text).toBe(`Hi ${name}!\n\n${name}`)
    }
  })

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//evil.example',
    'evil.example',
    '/x',
    'https://a b',
    'https://user@evil.example',
    'https://',
    ' \u0001javascript:x',
  ])('no link leads to %s', (url) => {
    expect(problem({ body: '[Pay]({{ event.url }})' }, { url })).toBe(
      'template_broken: A link leads to “{{ event.url }}”, which is no address. It begins with https://, http:// or mailto:.',
    )
    if (!/\s|\p{Cc}/u.test(url)) expect(problem({ body: `[Pay](${url})` })).toMatch(/^template_broken/)
  })

  test('in an address they stay one part of it', () => {
    expect(body('[x](https://a.example/{{ event.v }}?q={{ event.v }})', { v: 'a/../b"?&<x>' }).html).toContain(
      'href="https://a.example/a%2F..%2Fb%22%3F%26%3Cx%3E?q=a%2F..%2Fb%22%3F%26%3Cx%3E"',
    )
    expect(body('[x]({{ event.url }})', { url: `https://a.example/"onclick='x'<b>` }).html).toContain(
      'href="https://a.example/%22onclick=%27x%27%3Cb%3E"',
    )
  })

  test('whatever a value is, no tag comes of it', () => {
    const tags = (written: string) => written.replace(/[^<>]*(<[^<>]*>)?/g, '$1').replace(/<!doctype.*<\/style>/s, '')
    const bare = (value: string) => tags(mail({ body: 'Hi **{{ event.v }}**\n\n- `{{ event.v }}`' }, { v: value }).html)
    const usual = bare('Ada')
    fc.assert(
      fc.property(
        fc
          .oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'<>"\'`&*_[]()!#\\\n ') }))
          .filter((v) => v.trim() !== ''),
        (value) => {
          expect(bare(value)).toBe(usual)
        },
      ),
    )
  })
})

describe('DA-02 headers are single lines', () => {
  test('subject, preview and names', () => {
    const evil = 'Ada\r\nBcc: eve@example.com\u2028\u0000x'
    const written = mail(
      { subject: 'Hi {{ event.v }}', preview: '{{ event.v }}', from_name: `A${evil}`, reply_to: 'a@b.example\r\nx' },
      { v: evil },
    )
    expect(written).toMatchObject({
      subject: 'Hi Ada Bcc: eve@example.com x',
      preview: 'Ada Bcc: eve@example.com x',
      fromName: 'AAda Bcc: eve@example.com x',
      replyTo: 'a@b.example x',
    })
  })

  test('a subject that is empty when it is filled is none', () => {
    expect(problem({ subject: '{{ event.v | default: " " }}' })).toBe('template_broken: The mail has no subject.')
    expect(problem({ body: ' \n' })).toBe('template_broken: The mail has no text.')
  })

  test('DA-15 nothing turns the words around it', () => {
    expect(body('{{ event.v }} paid $49', { v: '\u202eevil' }).text).toBe('evil paid $49')
  })
})

describe('the letter', () => {
  test('names the site, its sender, and the way out, in both parts', () => {
    const { html, text, fromName, replyTo } = mail({ preview: 'Beside <it>' })
    expect(text).toBe('Hi\n\n--\nAcme\nUnsubscribe: https://sluice.example/u/a?b=1&c=2\n')
    expect(html).toContain('<a href="https://sluice.example/u/a?b=1&amp;c=2"')
    expect(html).toContain('Beside &lt;it&gt;')
    expect({ fromName, replyTo }).toEqual({ fromName: 'Acme', replyTo: null })
  })

  test('has a counterpart for the night, and needs no picture, script or font', () => {
    const { html } = mail({})
    expect(html).toContain('<meta name="color-scheme" content="light dark">')
    expect(html).toContain('@media (prefers-color-scheme:dark)')
    expect(html).not.toMatch(/<script|<link|<img|@import|url\(/)
    expect(html.match(/<style>/g)).toHaveLength(1)
  })

  test('FL-10 a missing variable stops it, wherever it is', () => {
    for (const part of ['subject', 'preview', 'body'] as const) {
      expect(problem({ [part]: '{{ event.plan }}' }), part).toBe(
        'variable_missing: “Plan” (event.plan) is not known, and the text has no fallback for it.',
      )
    }
    expect(problem({ body: '{{ event.tags }}' }, { tags: ['a'] })).toMatch(/^template_broken/)
  })

  test('a text that becomes too long is none, and a hostile one takes no time', () => {
    expect(problem({ body: '{{ event.v }}\n\n{{ event.v }}' }, { v: '<'.repeat(99_000) })).toMatch(/longer than/)
    for (const bit of ['[', '*', '`', '>', '- ', '![](', '<', '&', 'a@', 'https://', '**a ', '{{ event.v }}*']) {
      const text = bit.repeat(Math.floor(20_000 / bit.length))
      const begun = process.cpuUsage()
      renderMail({ ...blank, body: text }, { event: { v: 'x' }, subscriber: {}, site: {} }, sender)
      expect(process.cpuUsage(begun).user / 1000, bit).toBeLessThan(1000)
    }
  })
})
