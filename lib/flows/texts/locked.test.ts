import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sampleEvent, sampleSubscriber } from '../sample'
import { type Variables, variablesOf } from '../variables'
import { render } from '.'

const event = sampleEvent('invoice.payment_failed') ?? expect.unreachable()
const variables = variablesOf({ event, subscriber: sampleSubscriber(), siteName: 'Acme' })

function text(source: string, given: Variables = variables) {
  const rendered = render(source, given, { as: 'text' })
  return rendered.ok ? rendered.value : `${rendered.reason}: ${rendered.says}`
}

describe('DA-04 texts compute nothing', () => {
  test.each([
    '{% for i in (1..100000000) %}{{ i }}{% endfor %}',
    '{% include "/etc/passwd" %}',
    '{% assign x = 1 %}',
    '{% raw %}x{% endraw %}',
    '{{ (1..100000000) }}',
    '{{ (1..100000000) | join: "x" }}',
    '{{ event.plan == "Pro" }}',
    '{{ event[subscriber.plan] }}',
    '{{ event.plan | append: "x" }}',
    '{{ event.plan | where: "x" }}',
    '{{ event.plan | default: "x", allow_false: true }}',
    '{{ event.next_payment_attempt | date: "%999999999d" }}',
    '{{ nil }}',
    '{{ true }}',
  ])('%s', (source) => {
    expect(text(source)).toMatch(/^template_broken: /)
  })

  test.each([
    'constructor',
    'event.constructor',
    'event.__proto__',
    'event.constructor.constructor',
    'subscriber.tags.constructor',
    'subscriber.tags.length',
    'subscriber.tags.size',
    'event.metadata.toString',
    'event["__proto__"]["polluted"]',
    'process',
    'globalThis',
  ])('%s is nowhere', (path) => {
    expect(text(`{{ ${path} }}`)).toMatch(/^variable_missing: /)
  })

  test('whatever is written, it is read and put in within 50 ms', () => {
    const bits = [
      '{{',
      '}}',
      '{%',
      '%}',
      '{{-',
      '|',
      '"',
      "'",
      '(1..9999999)',
      '.',
      '[',
      ']',
      ' default: ',
      'event',
      'a',
      '-',
      '\\',
      '==',
      '\n',
    ]
    const soup = fc.array(fc.constantFrom(...bits), { maxLength: 2000 }).map((parts) => parts.join(''))
    const long = fc
      .constantFrom(...bits, '{{ a }}', '{{ event.plan | upcase | truncate: 5 }}')
      .chain((bit) => fc.integer({ min: 1, max: Math.floor(50_000 / bit.length) }).map((times) => bit.repeat(times)))
    // Of the processor: others may be at work on this machine.
    const timed = (source: string) => {
      const begun = process.cpuUsage()
      render(source, variables, { as: 'html' })
      const { user, system } = process.cpuUsage(begun)
      return (user + system) / 1000
    }
    fc.assert(
      fc.property(fc.oneof(soup, long), (source) => {
        // The best of three: the collector may have its turn in one of them.
        expect(Math.min(timed(source), timed(source), timed(source))).toBeLessThan(50)
      }),
      { numRuns: 300 },
    )
  })

  test('a text that becomes too long is none', () => {
    const long = { event: { plan: 'x'.repeat(100_000) }, subscriber: {}, site: {} }
    expect(text('{{ event.plan }}{{ event.plan }}{{ event.plan }}', long)).toMatch(/^template_broken: .* longer/)
    expect(text('{{ event.plan | upcase }}{{ event.plan | upcase }}{{ event.plan | upcase }}', long)).toMatch(
      /^template_broken/,
    )
    expect(text('{{ event.plan | default: "" }}'.repeat(1500))).toMatch(/^template_broken: .* variables/)
    expect(text('x'.repeat(50_001))).toMatch(/^template_broken: .* characters/)
  })
})
