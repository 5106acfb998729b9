import type { Page } from '@playwright/test'
import { connectionOnScreen, connectStripe } from './support/connect'
import { expect, test } from './support/story'

test.use({ account: { merchant: 'pearl', mode: 'test' } })

/** Tabs on until the wanted control has the focus, as one does without a mouse. */
async function tabTo(page: Page, role: Parameters<Page['getByRole']>[0], name: string | RegExp) {
  const wanted = page.getByRole(role, { name, exact: typeof name === 'string' }).first()
  await expect(wanted).toBeVisible()
  for (let press = 0; press < 80; press += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return wanted
    await page.keyboard.press('Tab')
  }
  throw new Error(`${role} "${name}" was not reached with 80 presses of Tab`)
}

test('connect: from the first step to the connected screen', async ({ owner, sandbox }) => {
  const { page } = owner
  const { site } = await owner.home()
  await page.goto(`/sites/${site.id}`)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await tabTo(page, 'link', 'Connect Stripe')
  await page.keyboard.press('Enter')

  await expect(page.getByRole('heading', { level: 1, name: 'Stripe' })).toBeVisible()
  await tabTo(page, 'combobox', 'Mode')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('combobox', { name: 'Mode' })).toHaveValue('test')
  await tabTo(page, 'link', 'Install Stripe App')
  await page.keyboard.press('Enter')

  await tabTo(page, 'button', 'Sign in as the demo merchant')
  await page.keyboard.press('Enter')
  const accounts = page.getByRole('radio')
  await expect(accounts.first()).toBeVisible()
  for (
    let press = 0;
    press < 20 && !(await accounts.first().evaluate((box) => box === document.activeElement));
    press += 1
  )
    await page.keyboard.press('Tab')
  const chosen = page.getByRole('radio', { name: sandbox.merchant.name })
  for (let press = 0; press < 5 && !(await chosen.isChecked()); press += 1) await page.keyboard.press('ArrowDown')
  await tabTo(page, 'button', 'Connect')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^Connected to .* \(test\)\.$/)).toBeVisible()
  connectionOnScreen(page)
})

test('toggle and save', async ({ owner, sandbox }) => {
  const { page } = owner
  const { connectionPath } = await connectStripe(owner, sandbox)
  await page.goto(`${connectionPath}/events`)
  await tabTo(page, 'searchbox', 'Search events')
  await page.keyboard.type('charge.succeeded')
  const toggle = await tabTo(page, 'switch', 'Payment succeeded')
  await page.keyboard.press('Space')
  await expect(toggle).not.toBeChecked()
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('switch', { name: 'Payment succeeded', exact: true })).not.toBeChecked()
})

test('find an event and go back to the list', async ({ owner, sandbox }) => {
  const { page } = owner
  const { site } = await connectStripe(owner, sandbox)
  await sandbox.act('pay', { email: 'ada@example.com', name: 'Ada Lovelace', amount: '12.500' })
  await sandbox.act('pay', { email: 'grace@example.com', name: 'Grace Hopper', amount: '9.000' })
  await page.goto(`/sites/${site.id}/events?mode=test`)
  await tabTo(page, 'searchbox', 'E-mail address')
  await page.keyboard.type('ada@example.com')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/email=ada/)
  await expect(page.getByText('grace@example.com')).toHaveCount(0)
  await tabTo(page, 'link', 'Payment succeeded')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: /^Ada Lovelace paid/ })).toBeVisible()
  // Alt+Left belongs to the browser's own window, which a headless one does not have.
  await page.goBack()
  await expect(page).toHaveURL(/email=ada/)
  await tabTo(page, 'button', 'Event: any type')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Find an event' })).toBeFocused()
  await page.keyboard.type('charge.refunded')
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/type=charge\.refunded/)
  await tabTo(page, 'button', 'Show every type')
  await page.keyboard.press('Enter')
  await expect(page).not.toHaveURL(/type=charge/)
})

test('create a destination', async ({ owner, sandbox }) => {
  const { page } = owner
  const { site } = await owner.home()
  await page.goto(`/sites/${site.id}/destinations?mode=test`)
  await tabTo(page, 'link', 'Connect a webhook')
  await page.keyboard.press('Enter')
  await tabTo(page, 'textbox', 'Address')
  await page.keyboard.type(`${sandbox.url}/hooks/keyboard`)
  await tabTo(page, 'radio', /^All events/)
  await page.keyboard.press('ArrowDown')
  const group = await tabTo(page, 'button', /^Payments/)
  await page.keyboard.press('Enter')
  await expect(group).toHaveAttribute('aria-expanded', 'true')
  await tabTo(page, 'checkbox', /^Payment succeeded/)
  await page.keyboard.press('Space')
  await tabTo(page, 'button', 'Connect the webhook')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'The signing secret of this webhook' })).toBeFocused()
  await tabTo(page, 'button', 'I stored it')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Nothing sent yet')).toBeVisible()
  await tabTo(page, 'button', 'Send test event')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByLabel('Event')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Send test event' })).toBeFocused()
})

test('build a flow', async ({ owner }) => {
  const { page } = owner
  const { site } = await owner.home()
  const press = async (role: Parameters<Page['getByRole']>[0], name: string | RegExp) => {
    await tabTo(page, role, name)
    await page.keyboard.press('Enter')
  }
  await page.goto(`/sites/${site.id}/flows?mode=test`)
  await press('button', 'Start from scratch')
  await press('button', /^Event received/)
  await expect(page.getByRole('heading', { name: /^2\. Which event/ })).toBeFocused()
  await tabTo(page, 'searchbox', 'Search events')
  await page.keyboard.type('refunded')
  await press('button', /^Payment refunded/)
  await expect(page.getByText('$ChargeRefunded')).toBeVisible()

  await press('button', 'Add a step to the flow')
  await press('button', /^Wait/)
  await expect(page.getByLabel('Wait for')).toBeFocused()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('3')
  await press('button', 'Add a step at the end of the flow')
  await expect(page.getByRole('button', { name: /^Send e-mail/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Subject' })).toBeFocused()
  await page.keyboard.type('About your refund of ')
  await press('button', 'Insert a variable into Subject')
  await expect(page.getByRole('combobox', { name: 'Find a variable' })).toBeFocused()
  await page.keyboard.type('event.money')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Subject' })).toHaveValue('About your refund of {{ event.money }}')
  await expect(page.getByRole('textbox', { name: 'Subject' })).toBeFocused()
  await tabTo(page, 'textbox', 'Text')
  await page.keyboard.type('Was anything wrong?')

  await press('button', 'Move step 2 up')
  await expect(page.getByRole('button', { name: /^Step 1 Send “About your refund of/ })).toBeFocused()
  await expect(page.getByRole('status').filter({ hasText: 'Moved up. Step 1 of 2' })).toBeAttached()
  await press('button', 'Move step 1 down')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible()
  await press('button', 'Publish')
  await expect(page.getByText('Runs for events from now on.').first()).toBeVisible()
  await page.reload()
  await expect(page.getByRole('button', { name: /^Step 1 Wait 3 days/ })).toBeVisible()
})

test('go to another site and back out of the menus', async ({ owner }) => {
  const { page } = owner
  const { team, site } = await owner.home()
  await owner.api('POST', '/api/v1/sites', { team_id: team.id, name: 'Wholesale' })
  await page.goto(`/sites/${site.id}`)

  const account = await tabTo(page, 'button', /^Account: /)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Account' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('radio', { name: 'System' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(account).toBeFocused()

  await page.reload()
  const switcher = await tabTo(page, 'button', /^Site: /)
  await page.keyboard.press('Enter')
  const search = page.getByRole('combobox', { name: 'Find a site' })
  await expect(search).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(search).toHaveCount(0)
  await expect(switcher).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(search).toBeFocused()
  await page.keyboard.type('whole')
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^Site: Wholesale, / })).toBeVisible()
})
