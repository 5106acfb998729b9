import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { FailingSignature } from './failing-signature'

test('IN-02 a way in whose signatures fail is named, with how it is mended; none, and nothing is said', () => {
  const said = renderToStaticMarkup(<FailingSignature doors={['platform']} />)
  expect(said).toContain('Signature failing: platform')
  expect(said).toContain('STRIPE_WEBHOOK_SECRETS')
  expect(renderToStaticMarkup(<FailingSignature doors={[]} />)).toBe('')
})
