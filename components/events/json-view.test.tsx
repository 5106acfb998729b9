import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ToastProvider } from '@/components/ui/toast'
import { indentJson } from '@/lib/events/indent-json'
import { JsonView } from './json-view'

const hostile = [
  '<script>alert("canary")</script>',
  '"><img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '</code></pre><iframe srcdoc="<script>canary()</script>">',
  'javascript:alert(1)',
  '{{constructor.constructor("alert(1)")()}}',
  '&lt;script&gt;',
]

test.each(hostile)('DA-01 %s stays text, as a value and as a key', (canary) => {
  const text = indentJson(JSON.stringify({ [canary]: canary, name: canary }))
  const page = drawn(<JsonView label="Raw payload" text={text} />)
  // The payload stands there once, escaped from end to end, and nowhere else.
  const shown = escaped(text)
  expect(page.split(shown)).toHaveLength(2)
  expect(page.replace(shown, '')).not.toContain('alert')
  expect(page.replace(shown, '')).not.toContain('script')
})

test('DA-15 characters that reorder text are shown as escapes', () => {
  const page = drawn(<JsonView label="Raw payload" text={JSON.stringify({ name: '\u202egnp.exe' })} />)
  expect(page).toContain('\\u202egnp.exe')
  expect(page).not.toContain('\u202e')
})

test('a cut payload says so and offers the whole', () => {
  const cut = { shown: '128 KiB', whole: '900 KiB', downloadHref: '/api/v1/webhook_events/1/raw' }
  const page = drawn(<JsonView label="Raw payload" text="{" cut={cut} />)
  expect(page).toContain('The first 128 KiB of 900 KiB are shown.')
  expect(page).toContain('href="/api/v1/webhook_events/1/raw"')
})

const drawn = (view: ReactElement) => renderToStaticMarkup(<ToastProvider>{view}</ToastProvider>)

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' }
const escaped = (text: string) => text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter)
