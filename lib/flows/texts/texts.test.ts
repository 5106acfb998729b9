import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asVariable, fieldsFor } from '../fields'
import { sampleEvent, sampleSubscriber } from '../sample'
import { type Variables, variablesOf } from '../variables'
import { type Place, render, textProblems, variablesIn } from '.'
import { filterNames } from './parse'

const event = sampleEvent('invoice.payment_failed')
if (!event) throw new Error('no sample')
const known = variablesOf({ event, subscriber: sampleSubscriber(), siteName: 'Acme' })
const variables: Variables = {
  ...known,
  event: { ...known.event, metadata: { 'order id': '7', note: 'a "b" \\ <c>\n' } },
  subscriber: { ...known.subscriber, tags: ['vip', 'beta'] },
}

const as = (place: Place, source: string, given: Variables = variables) => {
  const rendered = render(source, given, { as: place })
  return rendered.ok ? rendered.value : `${rendered.reason}: ${rendered.says}`
}
const text = (source: string) => as('text', source)

describe('variables', () => {
  test.each([
    ['Hi {{ subscriber.first_name }}!', 'Hi Ada!'],
    ['{{event.money}} is due on {{ event.next_payment_attempt }}', '$49.00 is due on 4 January 2026'],
    ['{{ event.metadata["order id"] }}', '7'],
    ['{{ subscriber.user_group | default: "nobody’s" }}', 'nobody’s'],
    ['{{ subscriber.user_group | upcase | default: subscriber.plan | downcase }}', 'pro'],
    ['{{ subscriber.first_name | default: subscriber.user_group }}', 'Ada'],
    ['{{ subscriber.tags | join: ", " }}', 'vip, beta'],
    ['{{ subscriber.tags | first | capitalize }}', 'Vip'],
    ['{{ event.next_payment_attempt | date: "%-d.%-m.%Y" }}', '4.1.2026'],
    ['{{ event.next_payment_attempt_iso }}', '2026-01-04T00:00:00.000Z'],
    ['{{ "a" | upcase }} { } {{ event.attempt_number }}', 'A { } 1'],
    ['a {{- " b " -}} c', 'a b c'],
  ])('%s', (source, expected) => {
    expect(text(source)).toBe(expected)
  })
})

describe('FL-10 what is missing blocks with a reason', () => {
  test.each([
    [
      '{{ subscriber.user_group }}',
      'variable_missing: “User group” (subscriber.user_group) is not known, and the text has no fallback for it.',
    ],
    [
      '{{ event.metadata.coupon | upcase }}',
      'variable_missing: “coupon” (event.metadata.coupon) is not known, and the text has no fallback for it.',
    ],
    ['{{ event.nothing }}', 'variable_missing: {{ event.nothing }} is not known, and the text has no fallback for it.'],
    [
      '{{ subscriber.user_group | default: event.plan }}',
      'variable_missing: “User group” (subscriber.user_group) is not known, and the text has no fallback for it.',
    ],
    [
      '{{ subscriber.plan | truncate: event.nothing }}',
      'variable_missing: {{ event.nothing }} is not known, and the text has no fallback for it.',
    ],
    [
      '{{ subscriber.tags }}',
      'template_broken: {{ subscriber.tags }} is a list or a group, not a word. A list can be written with | join: ", ".',
    ],
    [
      '{{ event.metadata | upcase }}',
      'template_broken: {{ event.metadata | upcase }} is a list or a group: it cannot be written.',
    ],
    [
      '{{ event }}',
      'template_broken: {{ event }} is a list or a group, not a word. A list can be written with | join: ", ".',
    ],
    ['{{ subscriber.first_name', 'template_broken: {{ subscriber.first_name is not closed.'],
    [
      '{{ }}',
      'template_broken: A variable is not written as it should be, such as {{ subscriber.first_name | default: "there" }}.',
    ],
  ])('%s', (source, says) => {
    expect(text(source)).toBe(says)
  })

  const paths = [
    ...fieldsFor('invoice.paid').map(({ path }) => path),
    'event.metadata',
    'event.metadata.x',
    'subscriber.fields.a b',
    'event',
    'x',
  ]
  const gap = fc
    .tuple(
      fc.constantFrom(...paths),
      fc.constantFrom(
        '',
        ...filterNames.map((name) => ` | ${name}`),
        ' | default: "you"',
        ' | join: ", "',
        ' | date: "%Y"',
        ' | truncate: 1, event.metadata',
        ' | default: event.metadata | join: event.metadata',
      ),
    )
    .map(([path, filter]) => `{{ ${path}${filter} }}`)
  const texts = fc.array(fc.oneof(gap, fc.constantFrom('Hi ', '"', ' ', '{"a": '))).map((parts) => parts.join(''))
  // What payloads may hold: words and figures, lists of words, and flat groups of them.
  const scalar = fc.oneof(
    fc.string().filter((word) => !/undefined|null|NaN|\[object/.test(word)),
    fc.integer(),
    fc.boolean(),
  )
  const value = fc.oneof(scalar, fc.array(scalar), fc.dictionary(fc.string(), scalar))
  const group = fc.dictionary(fc.constantFrom(...paths.map((path) => path.split('.')[1] ?? 'x')), value)

  test('no text and no payload lets undefined, null or an object through', () => {
    fc.assert(
      fc.property(
        texts,
        group,
        group,
        fc.constantFrom<Place>('text', 'html', 'url', 'header'),
        (source, event, subscriber, place) => {
          // Not the tree we make: whatever stands in it, nothing may throw.
          // Trees of anything, on purpose: the type would allow only what variables.ts makes.
          const rendered = render(source, { event, subscriber, site: {} } as unknown as Variables, { as: place })
          if (rendered.ok) expect(rendered.value).not.toMatch(/undefined|null|NaN|\[object/)
          else expect(rendered.says).not.toBe('')
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('values stay values where they stand', () => {
  const given = (value: string): Variables => ({ event: { plan: value }, subscriber: {}, site: {} })

  test('DA-01 in HTML', () => {
    expect(as('html', '<b>{{ event.plan }}</b>', given('<img src=x onerror="alert(1)">'))).toBe(
      '<b>&lt;img src=x onerror=&quot;alert(1)&quot;&gt;</b>',
    )
    expect(as('html', '{{ event.plan }}', given('a\u202eb'))).toBe('ab')
  })

  test('in an address', () => {
    expect(as('url', 'https://x.example/a/{{ event.plan }}?b', given('../c?d=e&f#g\n'))).toBe(
      'https://x.example/a/..%2Fc%3Fd%3De%26f%23g%0A?b',
    )
    expect(as('url', '{{ event.plan }}', given('\ud83e'))).toBe('%EF%BF%BD')
  })

  test('an address never leads above the place that was written', () => {
    const at = 'https://x.example/users/{{ event.plan }}/orders'
    for (const value of ['.', '..']) expect(as('url', at, given(value))).toMatch(/^template_broken/)
    expect(as('url', 'https://x.example/a/.{{ event.plan }}?b', given('.'))).toMatch(/^template_broken/)
    expect(as('url', 'https://x.example/a/%2E{{ event.plan }}', given('.'))).toMatch(/^template_broken/)
    expect(as('url', at, given('...'))).toBe('https://x.example/users/.../orders')
    expect(as('url', 'https://x.example/a?up=/{{ event.plan }}/', given('..'))).toBe('https://x.example/a?up=/../')
  })

  test('DA-02 in a header', () => {
    expect(as('header', 'Hi {{ event.plan }}', given('Ada\r\nBcc: eve@example.com\u2028x'))).toBe(
      'Hi Ada Bcc: eve@example.com x',
    )
  })

  test('in JSON: words between quotes, whole values elsewhere', () => {
    const body =
      '{"note": "{{ event.metadata.note }}", "tags": {{ subscriber.tags }}, "n": {{ event.attempt_number }}, "p\\"": {{ subscriber.plan }}}'
    expect(JSON.parse(as('json', body))).toEqual({
      note: 'a "b" \\ <c>\n',
      tags: ['vip', 'beta'],
      n: 1,
      'p"': 'Pro',
    })
    expect(as('json', '"{{ subscriber.tags }}"')).toMatch(/^template_broken/)
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(
          JSON.parse(as('json', '{"a": "x{{ event.plan }}y", "b": {{ event.plan | default: "" }}}', given(value))),
        ).toEqual({
          a: `x${value}y`,
          b: value,
        })
      }),
    )
  })
})

describe('before a flow goes live', () => {
  test.each([
    'event.money',
    'event.metadata.order_id',
    'event.metadata.order id',
    'subscriber.fields.a"b',
    'event.metadata.a.b\\c',
  ])('a field is written so that it is read again: %s', (path) => {
    expect(variablesIn(asVariable(path))).toEqual([{ path, hasFallback: false }])
  })

  test('which variables a text uses, and whether it can do without', () => {
    expect(variablesIn('{{ subscriber.first_name | default: subscriber.name }} {{ event.money }} {{ "x" }}')).toEqual([
      { path: 'subscriber.first_name', hasFallback: true },
      { path: 'subscriber.name', hasFallback: false },
      { path: 'event.money', hasFallback: false },
    ])
    expect(variablesIn('{{ oops')).toEqual([])
  })

  test('what the event cannot have, and what cannot be read', () => {
    expect(textProblems('{{ event.money }} {{ event.metadata.x }} {{ subscriber.plan }}', 'invoice.paid')).toEqual([])
    expect(textProblems('{{ event.money }}{{ event.money }}', 'customer.created')).toEqual([
      'This event has no “Amount, written out” (event.money), and the text has no fallback for it.',
    ])
    expect(textProblems('{{ event.money | default: "it" }}', 'customer.created')).toEqual([])
    expect(textProblems('{{ evnt.money }}', 'invoice.paid')).toEqual([
      'This event has no {{ evnt.money }}, and the text has no fallback for it.',
    ])
    expect(textProblems('{% if x %}', 'invoice.paid')).toEqual([
      '{% if %} does not work in a text. A branch decides what is sent.',
    ])
    expect(textProblems('{{ event.money | money }}', 'invoice.paid')[0]).toMatch(/^There is no filter “money”/)
  })
})
