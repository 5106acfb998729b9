import { readdirSync, readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'

vi.mock('next/headers', () => ({ headers: async () => new Headers({ 'x-request-id': 'req_1' }) }))

const root = new URL('.', import.meta.url)

/** Pages of something one may not be allowed to see. Their title is asked for like their content. */
const guarded = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
  /^(?:sites\/\[|account\/teams\/\[|operator\/|dev\/).*page\.tsx$/.test(path),
)

test('AU-02 the title of a page one may not see does not name the page', () => {
  expect(guarded.length).toBeGreaterThan(12)
  const fixed = guarded.filter((path) => /export const metadata\b/.test(readFileSync(new URL(path, root), 'utf8')))
  expect(fixed).toEqual([])
})

test.each(['./not-found', './sites/[siteId]/not-found'])('%s has a title and a reference', async (path) => {
  const { metadata, default: NotFound } = await import(/* @vite-ignore */ path)
  expect(metadata).toEqual({ title: 'Not found' })
  expect(JSON.stringify(await NotFound())).toContain('req_1')
})
