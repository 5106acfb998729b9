import type { Page } from '@playwright/test'
import { findings } from './support/axe'
import { connectStripe } from './support/connect'
import { livelyTeam } from './support/pages'
import { expect, test } from './support/story'

test.use({ account: { merchant: 'northwind', mode: 'test' } })

/** Both themes and both widths, each once: what axe finds hangs on one of them. */
const looks = [
  { name: 'light', scheme: 'light', width: 1280 },
  { name: 'dark on a phone', scheme: 'dark', width: 390 },
] as const

test('axe finds nothing on any page: light, dark, 390 px; nothing scrolls sideways at 320 px', async ({
  owner,
  someone,
  sandbox,
}) => {
  // Some forty pages, each looked at twice: minutes on a machine that does other things beside.
  test.setTimeout(900_000)
  const { page } = owner
  owner.expects(/status of 404/)
  const pages = await livelyTeam(owner, await someone('mia'), sandbox)
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await look(page, name)
  }
})

test('nor on the pages of someone who is not signed in', async ({ someone }) => {
  test.slow()
  const ann = await someone('ann')
  const { page } = ann
  await page.goto('/sign-in')
  await look(page, 'sign-in')
  await ann.asksForLink()
  await look(page, 'link sent')
  const link = await ann.linkFromMailbox(/\/sign-in\/confirm/)
  await page.goto('/dev/mailbox')
  await look(page, 'mailbox')
  await page.goto(link)
  await look(page, 'confirm')
  await page.goto('/invitations/unknown')
  await look(page, 'invitation')
  await ann.signsInQuickly()
  const { team, site } = await ann.home()
  await page.goto(`/sites/${site.id}`)
  await look(page, 'first run')
  ann.expects(/status of 404/)
  await page.goto(`/account/teams/${site.id}/oauth/stripe_accounts/new`)
  await look(page, 'unknown team')
  await page.goto(`/account/teams/${team.id}/apps/stripe`)
  await look(page, 'app')
  await page.goto(`/sites/${site.id}/destinations`)
  await look(page, 'destinations, none yet')
})

test('nor in the editor of a flow, whatever is open', async ({ owner }) => {
  test.slow()
  const { page } = owner
  const { site } = await owner.home()
  const body = { site_id: site.id, livemode: true, name: 'Failed payment', template: 'payment-failed' }
  const flow = await owner.api<{ id: string }>('POST', '/api/v1/flows', body)
  await page.goto(`/sites/${site.id}/flows/${flow.id}`)
  await page.getByRole('button', { name: /^Step 2A\.1 / }).click()
  await expect(page.getByTitle(/on a phone, light$/)).toBeVisible()
  await look(page, 'a mail')
  await page.getByRole('button', { name: /^Step 2 Branch/ }).click()
  await page.getByRole('button', { name: /^At most once/ }).click()
  await page.getByRole('button', { name: /^Ends early/ }).click()
  await look(page, 'a branch and the trigger')
  await page.getByRole('button', { name: 'Change event' }).click()
  await look(page, 'the events')
  await page.goto(`/sites/${site.id}/flows/new`)
  await look(page, 'the templates')
})

test('nor on the operator’s page', async ({ someone }) => {
  const operator = await someone('second.operator@example.com')
  await operator.signsInQuickly()
  await operator.page.goto('/operator')
  await look(operator.page, 'operator')
})

test('nor in what opens over a page', async ({ owner, sandbox }) => {
  test.slow()
  const { page } = owner
  const { site, connectionPath } = await connectStripe(owner, sandbox)
  await page.goto(connectionPath)
  await page.getByRole('button', { name: 'Disconnect' }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await look(page, 'disconnect dialog')
  await page.goto(`${connectionPath}/events`)
  await page
    .getByRole('button', { name: /^What .* does$/ })
    .first()
    .click()
  await page.getByRole('switch', { name: 'Trigger flows' }).first().click()
  await expect(page.getByRole('region', { name: 'Unsaved changes' })).toBeVisible()
  await look(page, 'save bar and extras')
  await page.goto(`/sites/${site.id}`)
  await page
    .getByRole('button', { name: /^Account: / })
    .first()
    .click()
  await look(page, 'user menu')
})

async function look(page: Page, name: string) {
  for (const { name: look, scheme, width } of looks) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await settled(page, scheme)
    const found = await findings(page)
    expect.soft(found, `${name}, ${look}`).toEqual([])
  }
  await page.setViewportSize({ width: 320, height: 900 })
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect.soft(over, `${name}: sideways at 320 px`).toBe(0)
  await page.setViewportSize({ width: 1280, height: 900 })
  // The next page begins as the first look wants it: one that changes its theme while it loads is caught between the two.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
}

/** The theme has changed, and colours that fade from one to the other have arrived. Pages without a script of ours have no theme class. */
async function settled(page: Page, scheme: 'light' | 'dark') {
  const hasOther = (other: string) => page.evaluate((name) => document.documentElement.classList.contains(name), other)
  await expect.poll(() => hasOther(scheme === 'light' ? 'dark' : 'light')).toBe(false)
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
    await Promise.allSettled(ending.map(({ finished }) => finished))
  })
}
