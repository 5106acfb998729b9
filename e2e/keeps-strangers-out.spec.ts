import { readdirSync } from 'node:fs'
import { type APIRequestContext, expect } from '@playwright/test'
import { connectStripe } from './support/connect'
import { test } from './support/story'

const canary = 'Canary & Sons 7f3a'

/** What a request may carry to make a proxy or a framework look the other way. */
const disguises: Record<string, Record<string, string>> = {
  plain: {},
  'middleware marked as done': { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
  'a component payload': { rsc: '1', 'next-router-state-tree': '%5B%22%22%5D' },
  'a prefetch': { purpose: 'prefetch', 'next-router-prefetch': '1', rsc: '1' },
  'an inner address': { 'x-invoke-path': '/', 'x-matched-path': '/', 'x-original-url': '/', 'x-rewrite-url': '/' },
  'a forged session name': { cookie: 'sluice.session=forged; __Host-sluice.session=forged', 'x-sluice-user': 'owner' },
}

test.use({ account: { merchant: 'pearl', mode: 'test' } })

test('AU-14 no header and no spelling of an address shows a protected page to a stranger', async ({
  owner,
  someone,
  sandbox,
  playwright,
  baseURL,
}) => {
  const { team, site, connectionId } = await connectStripe(owner, sandbox)
  await owner.api('PATCH', `/api/v1/teams/${team.id}`, { name: canary })
  const pages = protectedPages({ teamId: team.id, siteId: site.id, connectionId })
  expect(pages.length).toBeGreaterThan(10)
  // An address that leads nowhere would keep everybody out, and prove nothing.
  for (const page of pages.filter((path) => !path.includes(unknown) && !path.startsWith('/operator')))
    expect.soft((await owner.page.request.get(page, { maxRedirects: 0 })).status(), page).toBeLessThan(400)
  const first = `/account/teams/${team.id}`
  expect(await (await owner.page.request.get(first)).text(), 'the owner reads what nobody else may').toContain('Canary')

  const nobody = await playwright.request.newContext({ ...(baseURL ? { baseURL } : {}) })
  const foreigner = await someone('felix')
  await foreigner.signsInQuickly()

  for (const page of pages) {
    for (const [name, headers] of Object.entries(disguises)) {
      await staysOutside(nobody, page, headers, `${name}, signed out`)
      if (name !== 'a forged session name')
        await staysOutside(foreigner.page.request, page, headers, `${name}, another team`)
    }
  }
  for (const spelling of [
    `${baseURL}/${first}`,
    first.replace('/account', '/%61ccount'),
    `${first}/`,
    `${first}.rsc`,
    `/en${first}`,
    `${first}?_rsc=1`,
  ]) {
    await staysOutside(nobody, spelling, {}, 'another spelling')
  }
  await nobody.dispose()
})

const unknown = '01980000-0000-7000-8000-000000000000'

/** Every page below the folders that belong to a team, found in the source, so that a new page is tried too. */
function protectedPages(ids: Record<string, string>): string[] {
  return ['account', 'sites', 'operator'].flatMap((folder) =>
    readdirSync(`app/${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file))
      .map((file) => `/${folder}/${file}`.replace(/\/(page\.tsx|route\.ts)$/, ''))
      // Folders in brackets group pages and are no part of their address.
      .map((path) => path.replace(/\/\(\w+\)/g, ''))
      .map((path) => path.replace(/\[(\w+)\]/g, (_, name: string) => ids[name] ?? unknown)),
  )
}

async function staysOutside(request: APIRequestContext, path: string, headers: Record<string, string>, how: string) {
  const answer = await request.get(path, { headers, maxRedirects: 0 })
  expect.soft(await answer.text(), `${path} (${how})`).not.toContain('Canary')
  expect.soft(answer.status(), `${path} (${how})`).toBeLessThan(500)
}
