import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ToastProvider } from '@/components/ui/toast'
import { orUnavailable } from '@/lib/tenancy/unavailable'
import { Failure } from './failure'

const drawn = (error: unknown) =>
  renderToStaticMarkup(
    <ToastProvider>
      <Failure error={error} retry={() => {}} />
    </ToastProvider>,
  )

/** What of a server's error reaches the browser. */
async function inBrowser(error: Error) {
  const thrown: unknown = await orUnavailable(Promise.reject(error)).catch((one: unknown) => one)
  const digest = thrown instanceof Error && 'digest' in thrown ? thrown.digest : '123456'
  return Object.assign(new Error('An error occurred in the Server Components render.'), { digest })
}

test('AU-17 a page that failed because no connection was free says so, and to try again', async () => {
  const exhausted = new Error('Failed query', { cause: new Error('timeout exceeded when trying to connect') })
  const html = drawn(await inBrowser(exhausted))
  expect(html).toContain('Sluice cannot reach its database right now')
  expect(html).toContain('Try again.')
  expect(html).not.toContain('database_unavailable')
})

test('any other failure is our own, with its reference', async () => {
  const html = drawn(await inBrowser(new Error('broken')))
  expect(html).toContain('Something broke on our side')
  expect(html).toContain('123456')
})
