import { connectStripe } from './support/connect'
import { expect, test } from './support/story'
import { joins } from './support/teams'

test.use({ account: { merchant: 'pearl', mode: 'test' } })

const nowhere = '01a1fbd6-969e-7664-824d-65ddd9dd504a'

test('404: what does not exist and what is not mine look the same, with a reference and a way on', async ({
  owner,
  someone,
}) => {
  const mia = await someone('mia')
  await mia.signsInQuickly()
  const theirs = await mia.home()
  const { page } = owner
  owner.expects(/status of 404/)
  const missing = [
    '/nothing-here',
    `/sites/${nowhere}`,
    `/sites/${theirs.site.id}/events`,
    `/account/teams/${theirs.team.id}/sites`,
    `/account/teams/${nowhere}/oauth/stripe_accounts/new`,
    '/sites/not-an-id/subscribers',
    '/operator',
  ]
  for (const path of missing) {
    expect((await page.goto(path))?.status(), path).toBe(404)
    await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible()
    await expect(page.getByRole('main').getByRole('link').first(), path).toBeVisible()
    await expect(page.getByText(/req_[0-9a-f]+/).first(), path).toBeVisible()
    await expect(page.locator('body'), path).not.toContainText(theirs.team.name)
  }
})

test('403: a viewer is told who may connect Stripe, on the page and on the deep link', async ({ owner, someone }) => {
  const { team } = await owner.home()
  const vera = await someone('vera')
  await joins(vera, owner, team.id, 'viewer')
  await vera.page.goto(`/account/teams/${team.id}/apps/stripe`)
  await expect(vera.page.getByText('Owners and admins connect accounts.')).toBeVisible()
  await expect(vera.page.getByText(owner.email)).toBeVisible()
  await expect(vera.page.getByRole('link', { name: 'Install Stripe App' })).toHaveCount(0)

  vera.expects(/status of 403/)
  const answer = await vera.page.goto(`/account/teams/${team.id}/oauth/stripe_accounts/new`)
  expect(answer?.status()).toBe(403)
  await expect(vera.page.getByText(owner.email)).toBeVisible()
  await expect(vera.page.getByText(/Reference req_/)).toBeVisible()
  await vera.page.goto(`/account/teams/${team.id}/api-keys`)
  await expect(vera.page.getByText('API keys are for owners and admins')).toBeVisible()
})

test('a list that cannot be refreshed says so and keeps what it has', async ({ owner, sandbox }) => {
  const { page } = owner
  const { site } = await connectStripe(owner, sandbox)
  await sandbox.act('pay', { email: 'ada@example.com', name: 'Ada Lovelace', amount: '4900' })
  await page.goto(`/sites/${site.id}/events?mode=test`)
  const row = page.getByRole('row').filter({ hasText: 'charge.succeeded' })
  await expect(row).toBeVisible()
  owner.expects(/ERR_INTERNET_DISCONNECTED/)
  await owner.context.setOffline(true)
  await expect(page.getByText(/Reconnecting|Updates stopped/)).toBeVisible()
  await expect(row).toBeVisible()
  await owner.context.setOffline(false)
  await expect(page.getByText(/Reconnecting|Updates stopped/)).toHaveCount(0)
})

test('a save the server refuses keeps what was typed and says why', async ({ owner, sandbox }) => {
  const { page } = owner
  const { connectionPath } = await connectStripe(owner, sandbox)
  await page.goto(`${connectionPath}/settings`)
  owner.expects(/status of 500/)
  await page.route('**/api/v1/connections/*', (route) =>
    route.request().method() === 'PATCH'
      ? route.fulfill({ status: 500, json: { error: { code: 'broken', message: 'Something broke on our side.' } } })
      : route.continue(),
  )
  await page.getByLabel('What you call this account').fill('Pearl, the shop')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Something broke on our side.')).toBeVisible()
  await expect(page.getByText('Your changes are still here.')).toBeVisible()
  await expect(page.getByLabel('What you call this account')).toHaveValue('Pearl, the shop')
})

test('empty pages say why they are empty and what fills them', async ({ owner }) => {
  const { page } = owner
  const { site } = await owner.home()
  const ways = { '': 'Connect Stripe', '/events': 'Connect Stripe', '/subscribers': 'See what is missing' }
  for (const [path, name] of Object.entries(ways)) {
    await page.goto(`/sites/${site.id}${path}`)
    await expect(page.getByRole('main').getByRole('link', { name }).first(), path).toBeVisible()
  }
})
