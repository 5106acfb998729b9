import { expect, test } from 'vitest'
import { endsWords } from './trigger-words'

test('what ends it early is named', () => {
  const labels: Record<string, string> = { 'invoice.paid': 'Invoice paid' }
  const labelOf = (type: string) => labels[type] ?? type
  expect(endsWords([], labelOf)).toBe('Nothing ends it early')
  expect(endsWords(['invoice.paid', 'x.y', ''], labelOf)).toMatch(/^Ends early at “Invoice paid” or “x\.y” about/)
})
