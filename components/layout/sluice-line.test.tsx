import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { SluiceLine, type SluiceStep } from './sluice-line'

const account: SluiceStep = {
  id: 'account',
  label: 'Stripe account',
  sublabel: 'Acme Inc.',
  count: 1204,
  unit: 'events today',
  gate: 'open',
  href: '/connection',
  state: 'live',
}

/** What a screen reader hears: the text without what is hidden from it. */
function heard(...steps: SluiceStep[]): string {
  return renderToStaticMarkup(<SluiceLine steps={steps} />)
    .replaceAll(/<svg[^>]*aria-hidden="true".*?<\/svg>/gs, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

test('everything the drawing says stands there in words', () => {
  expect(heard(account)).toBe('Stripe account Acme Inc. 1,204 events today Flowing Gate open')
  expect(heard({ ...account, state: 'paused' })).toContain('Paused Gate shut')
  expect(heard({ ...account, gate: 'shut' })).toContain('Gate shut')
})

test('what is not set up has no gate, and a place without a gate never names one', () => {
  expect(heard({ ...account, state: 'absent', count: undefined })).toBe('Stripe account Acme Inc. Not set up')
  expect(heard({ ...account, gate: 'none' })).not.toContain('Gate')
})

test('the picture has a name, an order and a link per step that has an address', () => {
  const html = renderToStaticMarkup(<SluiceLine steps={[account, { ...account, id: 'site', href: undefined }]} />)
  expect(html).toContain('aria-label="How your data flows"')
  expect(html.match(/<li[ >]/g)).toHaveLength(2)
  expect(html.match(/<a [^>]*href="\/connection"/g)).toHaveLength(1)
})
