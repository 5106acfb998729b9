import { agreeAtStripe, connectionOnScreen, connectStripe, signInAtStripe, wayBack } from './support/connect'
import { merchants } from './support/sandbox'
import { expect, test } from './support/story'

test.use({ account: { merchant: 'northwind', mode: 'live' } })

test('from the Teams page to the connected screen', async ({ owner, sandbox }) => {
  const { page } = owner
  const { team } = await owner.home()
  await page.goto('/account/teams')
  await page.getByRole('link', { name: team.name }).click()
  await page.getByRole('link', { name: 'Apps' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Stripe' })).toBeVisible()
  for (const title of ['What we read', 'What we never do', 'What Stripe must send']) {
    await expect(page.getByRole('heading', { name: title })).toBeVisible()
  }

  await page.getByRole('link', { name: 'Install Stripe App' }).click()
  await signInAtStripe(page)
  for (const { name } of Object.values(merchants)) await expect(page.getByRole('radio', { name })).toBeVisible()
  await agreeAtStripe(page, sandbox)

  await expect(page.getByText('Connected to Northwind Outdoor (live).')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Routing' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Disconnect' })).toBeVisible()
  await expect(page.getByText(sandbox.merchant.id)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Main' }).first()).toBeVisible()
  expect(page.url(), 'neither code nor state stays in the address').not.toMatch(/code=|state=/)

  await sandbox.act('pay', { amount: '12.50', email: 'ada@example.com', name: 'Ada Lovelace' })
  await expect(page.getByText(/Healthy, last event/)).toBeVisible()
})

test('OA-05 cancelling at Stripe connects nothing and says so calmly', async ({ owner }) => {
  const { page } = owner
  const { team } = await owner.home()
  await page.goto(`/account/teams/${team.id}/oauth/stripe_accounts/new`)
  await signInAtStripe(page)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('You cancelled at Stripe')).toBeVisible()
  await expect(page.getByText('Nothing was connected.').first()).toBeVisible()
  await expect(page.getByText('No Stripe account is connected yet')).toBeVisible()
  await page.getByRole('link', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { name: 'Sluice wants to connect' })).toBeVisible()
})

test('OA-02 the way back from Stripe works once', async ({ owner, sandbox }) => {
  const { page } = owner
  const { team } = await owner.home()
  const back = page.waitForRequest(/\/oauth\/stripe_accounts\/callback\?/)
  await page.goto(`/account/teams/${team.id}/oauth/stripe_accounts/new`)
  await agreeAtStripe(page, sandbox)
  const callback = (await back).url()
  const { connectionPath } = connectionOnScreen(page)

  owner.expects(/status of 400/)
  const answer = await page.goto(callback)
  expect(answer?.status()).toBe(400)
  await expect(page.getByRole('heading', { name: 'This way back from Stripe no longer works' })).toBeVisible()
  await page.goto(connectionPath)
  await expect(page.getByRole('button', { name: 'Disconnect' }), 'the connection stands').toBeVisible()
})

test('OA-03 somebody else cannot finish what I began', async ({ owner, someone, sandbox }) => {
  const { team } = await owner.home()
  const callback = await wayBack(owner, sandbox, team.id)

  const mallory = await someone('mallory')
  await mallory.signsIn()
  mallory.expects(/status of 400/)
  await mallory.page.goto(callback)
  await expect(mallory.page.getByText('Nothing was connected').first()).toBeVisible()
  const { team: other } = await mallory.home()
  expect((await mallory.api<{ data: unknown[] }>('GET', `/api/v1/connections?team_id=${other.id}`)).data).toEqual([])
  // Stripe has granted the access all the same; the merchant takes it back.
  await sandbox.disconnect()
})

test('without a team in hand the way begins on the Teams page', async ({ owner, sandbox }) => {
  const { page } = owner
  await owner.api('POST', '/api/v1/teams', { name: 'Second team' })
  await page.goto('/oauth/stripe_accounts/new')
  await expect(page.getByText('Which team should the Stripe account belong to?')).toBeVisible()
  await page.getByRole('link', { name: 'Second team' }).click()
  await agreeAtStripe(page, sandbox)
  await expect(page.getByText('Second team').first()).toBeVisible()
})

test('signed out, the deep link leads through sign-in to Stripe; return_to leads back', async ({
  someone,
  sandbox,
}) => {
  const ann = await someone('ann')
  await ann.signsIn()
  const { team, site } = await ann.home()
  await ann.context.clearCookies({ domain: 'localhost' })
  const home = `/sites/${site.id}`
  await ann.signsIn(`/account/teams/${team.id}/oauth/stripe_accounts/new?return_to=${encodeURIComponent(home)}`)
  await signInAtStripe(ann.page)
  await ann.page.getByRole('radio', { name: sandbox.merchant.name }).check()
  await ann.page.getByRole('button', { name: 'Connect' }).click()
  await expect(ann.page).toHaveURL(new RegExp(`${home}(\\?|$)`))
})

test('RT-07 an account another team holds is refused without a word about whose it is', async ({
  owner,
  someone,
  sandbox,
}) => {
  const held = await connectStripe(owner, sandbox)
  const mia = await someone('mia')
  await mia.signsIn()
  const { team } = await mia.home()
  await mia.page.goto(`/account/teams/${team.id}/apps/stripe`)
  await mia.page.getByRole('link', { name: 'Install Stripe App' }).click()
  await signInAtStripe(mia.page)
  await mia.page.getByRole('radio', { name: sandbox.merchant.name }).check()
  await mia.page.getByRole('button', { name: 'Connect' }).click()
  await expect(mia.page.getByText('This Stripe account cannot be connected here')).toBeVisible()
  await expect(mia.page.locator('body')).not.toContainText(held.team.name)

  await owner.page.goto(held.connectionPath)
  await expect(owner.page.getByRole('button', { name: 'Disconnect' })).toBeVisible()
  expect(connectionOnScreen(owner.page).connectionId).toBe(held.connectionId)
})
