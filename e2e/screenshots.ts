import type { Page } from '@playwright/test'
import { livelyTeam } from './support/pages'
import type { Person } from './support/person'
import { expect, test } from './support/story'

test.use({ account: { merchant: 'acme', mode: 'live' } })

const looks = [
  { name: 'light', scheme: 'light', width: 1280, height: 860 },
  { name: 'dark', scheme: 'dark', width: 1280, height: 860 },
  { name: 'phone', scheme: 'light', width: 390, height: 844 },
] as const

test('every page', async ({ owner, someone, sandbox }) => {
  test.setTimeout(600_000)
  const { page } = owner
  owner.expects(/status of 40/)
  const pages = await livelyTeam(owner, await someone('mia'), sandbox)
  for (const [name, path] of Object.entries(pages)) await picture(page, name, path)
  await picture(page, 'event-settings-open', pages['event-settings'] ?? '', async () => {
    await page.getByRole('button', { name: 'What Payment succeeded does' }).click()
    await page.getByRole('switch', { name: 'Trigger flows' }).click()
    await expect(page.getByRole('region', { name: 'Unsaved changes' })).toBeVisible()
  })
  await picture(page, 'disconnect', pages.connection ?? '', async () => {
    await page.getByRole('button', { name: 'Disconnect' }).click()
    await expect(page.getByRole('alertdialog')).toBeVisible()
  })
  await picture(page, 'destination-test', pages.destination ?? '', async () => {
    await page.getByRole('button', { name: 'Send test event' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Send test event' }).click()
    await expect(page.getByText(/^Test event accepted in/)).toBeVisible()
  })
  await picture(page, 'delivery-said', pages.delivery ?? '', async () => {
    await page
      .getByRole('button', { name: /What was said/ })
      .first()
      .click()
  })
  await picture(page, 'flow-mail', pages.flow ?? '', async () => {
    await page.getByRole('button', { name: /^Step 2A\.1 / }).click()
    await expect(page.getByRole('region', { name: 'Preview' })).toBeVisible()
  })
  await picture(page, 'flow-branch', pages.flow ?? '', async () => {
    await page.getByRole('button', { name: /^Step 2 Branch/ }).click()
  })
  await picture(page, 'flow-trigger', pages.flow ?? '', async () => {
    await page.getByRole('button', { name: 'Change event' }).click()
  })
  await picture(page, 'flow-add', pages.flow ?? '', async () => {
    await page.getByRole('button', { name: 'Add a step below step 1' }).click()
  })
  await picture(page, 'flow-variables', pages.flow ?? '', async () => {
    await page.getByRole('button', { name: /^Step 2A\.1 / }).click()
    await page.getByRole('button', { name: 'Insert a variable into Subject' }).click()
    await expect(page.getByRole('combobox', { name: 'Find a variable' })).toBeVisible()
  })
  await picture(page, 'destination-remove', pages['destination-settings'] ?? '', async () => {
    await page.getByRole('button', { name: 'Remove destination' }).click()
    await expect(page.getByRole('alertdialog')).toBeVisible()
  })
  await picture(page, 'destination-events', pages['destination-new'] ?? '', async () => {
    await page.getByRole('radio', { name: 'Chosen events' }).check()
    await page.getByRole('button', { name: 'Payments' }).click()
    await page.getByRole('button', { name: 'Use its key' }).click()
  })
  await picture(page, 'destination-secret', pages['destination-new-webhook'] ?? '', async () => {
    await page.getByRole('button', { name: 'Use its address' }).click()
    await page.getByRole('button', { name: 'Connect the webhook' }).click()
    await expect(page.getByRole('button', { name: 'I stored it' })).toBeVisible()
  })
  await picture(page, 'sandbox', sandbox.url)
  await picture(page, 'authorize', `${pages.app?.split('/apps')[0]}/oauth/stripe_accounts/new`)
})

test('the README', async ({ owner, someone, sandbox }) => {
  const pages = await livelyTeam(owner, await someone('mia'), sandbox)
  await readmePicture(owner.page, pages.overview ?? '', 'overview')
})

test('the pages of a newcomer', async ({ someone }) => {
  test.setTimeout(600_000)
  const ann = await someone('ann')
  const { page } = ann
  ann.expects(/status of 40/)
  await picture(page, 'sign-in', '/sign-in')
  await picture(page, 'link-sent', '/sign-in', () => ann.asksForLink())
  const link = await ann.linkFromMailbox(/\/sign-in\/confirm/)
  await picture(page, 'mailbox', '/dev/mailbox')
  await picture(page, 'confirm', link)
  await ann.signsInQuickly()
  await newcomerPages(ann)
  const operator = await someone('operator@example.com')
  await operator.signsInQuickly()
  await picture(operator.page, 'operator', '/operator')
})

async function newcomerPages(ann: Person) {
  const { team, site } = await ann.home()
  const paths = {
    'first-run': `/sites/${site.id}`,
    'events-empty': `/sites/${site.id}/events`,
    'flows-empty': `/sites/${site.id}/flows`,
    'destinations-empty': `/sites/${site.id}/destinations`,
    'subscribers-empty': `/sites/${site.id}/subscribers`,
    'app-empty': `/account/teams/${team.id}/apps/stripe`,
    'unknown-team': `/account/teams/${site.id}/oauth/stripe_accounts/new`,
    'site-not-found': `/sites/${team.id}`,
    cancelled: `/account/teams/${team.id}/apps/stripe?notice=cancelled`,
  }
  for (const [name, path] of Object.entries(paths)) await picture(ann.page, name, path)
}

async function picture(page: Page, name: string, path: string, act?: () => Promise<void>) {
  await page.goto(path)
  await act?.()
  for (const { name: look, scheme, ...viewport } of looks) {
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await drawn(page)
    await page.screenshot({ path: `test-results/pages/${name}.${look}.png`, fullPage: true, animations: 'disabled' })
  }
  await page.setViewportSize({ width: 1280, height: 860 })
}

async function readmePicture(page: Page, path: string, name: string) {
  await page.goto(path)
  await page.setViewportSize({ width: 1280, height: 960 })
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await drawn(page)
    await page.screenshot({ path: `docs/images/${name}-${scheme}.png`, animations: 'disabled' })
  }
}

/** Theme and width are answered by scripts and fonts: two frames after both, the page stands as it will. */
async function drawn(page: Page) {
  await page.evaluate(async () => {
    await document.fonts.ready
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  })
}
