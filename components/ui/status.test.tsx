import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Status } from './status'

test('longer words are one run of text that wraps, a single word does not', () => {
  const long = renderToStaticMarkup(
    <Status status="connected">
      Healthy, last event <time>12 min ago</time>
    </Status>,
  )
  expect(long).toMatch(/<\/svg><span class="min-w-0">Healthy, last event <time>12 min ago<\/time><\/span><\/span>$/)
  expect(long).not.toContain('whitespace-nowrap')
  expect(renderToStaticMarkup(<Status status="paused" />)).toContain('whitespace-nowrap')
})
