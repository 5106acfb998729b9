import { expect, test } from 'vitest'
import { templateOf, templates } from '.'
import { renderExamples } from './render'

/** The seven ways of using Stripe that everybody asks for first. */
const worked = [
  'sync-customers',
  'new-customer',
  'checkout-buyers',
  'payment-successful',
  'payment-failed',
  'subscription-created',
  'quote-accepted',
]

test('docs/flows-examples.md says what the templates do', () => {
  const examples = worked.map((key) => templateOf(key) ?? expect.unreachable(key))
  const others = templates.filter(({ key }) => !worked.includes(key))
  return expect(renderExamples(examples, others)).toMatchFileSnapshot('../../../docs/flows-examples.md')
})
