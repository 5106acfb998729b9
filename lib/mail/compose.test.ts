import { expect, test } from 'vitest'
import { compose } from './compose'
import { connectionLostLetter, invitationLetter, signInLetter } from './letters'
import { parseSender } from './send'

test('DA-02 a line break in a name cannot end a header', () => {
  const letter = invitationLetter({
    team: 'Acme\r\nBcc: eve@evil.example',
    inviter: 'Mia\nSubject: x',
    role: 'viewer',
    address: 'ada@example.com',
    link: 'https://sluice.example.com/invitations/x',
  })
  expect(letter.subject).toBe('Mia Subject: x invites you to Acme Bcc: eve@evil.example on Sluice')
})

test('DA-15 a name in a letter neither turns the text beside it nor begins a line of its own', () => {
  const { subject, text, html } = connectionLostLetter({
    connection: 'Acme\u202e\n\nPay here: https://evil.example',
    account: 'acct_1',
    link: 'https://sluice.example.com/x',
  })
  for (const shown of [subject, text, html]) expect(shown).not.toMatch(/\u202e|\nPay here/)
  expect(subject).toContain('Stripe disconnected Acme Pay here')
})

test('DA-02 values are escaped in HTML', () => {
  const { html } = compose({
    subject: '<b>',
    lines: ['<img src=x onerror=alert(1)>'],
    button: { label: '"><script>', href: 'https://a.example/?x="&y=<' },
  })
  expect(html).not.toMatch(/<img|<script|<b>/)
  expect(html).toContain('href="https://a.example/?x=&quot;&amp;y=&lt;"')
})

test('the sign-in letter carries its link in text and HTML', () => {
  const { text, html } = signInLetter('ada@example.com', 'https://a.example/sign-in/confirm?token=x&next=%2F')
  expect(text).toContain('https://a.example/sign-in/confirm?token=x&next=%2F')
  expect(html).toContain('https://a.example/sign-in/confirm?token=x&amp;next=%2F')
})

test('DA-03 MAIL_FROM is a name and one mailbox, or is refused', () => {
  expect(parseSender('Sluice <hello@example.com>')).toEqual({ name: 'Sluice', address: 'hello@example.com' })
  expect(parseSender('hello@example.com')).toEqual({ name: 'Sluice', address: 'hello@example.com' })
  expect(() => parseSender('a@example.com, b@example.com')).toThrow('MAIL_FROM')
  expect(() => parseSender(undefined)).toThrow('MAIL_FROM')
})
