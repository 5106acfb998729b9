import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { SaveBar } from './save-bar'

vi.mock('next/navigation', () => ({ useRouter: () => ({ push: () => {} }) }))

const bar = (over: Partial<Parameters<typeof SaveBar>[0]>) =>
  renderToStaticMarkup(<SaveBar count={1} onSave={() => {}} onDiscard={() => {}} {...over} />)
const buttons = (html: string) => [...html.matchAll(/<button[^>]*>([^<]*)/g)].map(([, words]) => words)

test('a conflict is one choice of two, in the place of discarding and saving', () => {
  const labels = { save: 'Keep mine', discard: 'Take theirs' }
  const html = bar({ problem: 'Jon changed these settings meanwhile.', hint: 'Theirs is stored.', labels })
  expect(buttons(html)).toEqual(['Take theirs', 'Keep mine'])
  expect(html).toContain('Theirs is stored.')
  expect(buttons(bar({}))).toEqual(['Discard', 'Save'])
})
