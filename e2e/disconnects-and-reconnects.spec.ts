import { agreeAtStripe, connectionOnScreen, connectStripe } from './support/connect'
import { expect, test } from './support/story'

test.use({ account: { merchant: 'kiku', mode: 'live' } })

test('disconnecting stops at once, keeps the history, and reconnecting goes on with it', async ({ owner, sandbox }) => {
  const { page } = owner
  const { connectionPath, connectionId, site } = await connectStripe(owner, sandbox)
  await sandbox.act('pay', { email: 'ada@example.com', name: 'Ada Lovelace', amount: '4900' })
  await expect.poll(() => lifetimeValue()).toBe('4900')

  await page.goto(connectionPath)
  await page.getByRole('button', { name: 'Disconnect' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Disconnect Kiku Books?' })
  await expect(dialog).toContainText('Events from Kiku Books stop at once.')
  await expect(dialog).toContainText('1 subscriber on Main and the whole history stay.')
  await expect(dialog).toContainText('You can reconnect any time')
  await dialog.getByRole('button', { name: 'Disconnect Kiku Books' }).click()
  await expect(page.getByText('This account is disconnected')).toBeVisible()
  await expect(page.getByText(/^Disconnected \d.* by /)).toBeVisible()
  await expect.poll(() => sandbox.isConnected(), 'Stripe is told by a job').toBe(false)

  // RT-04: what Stripe sends all the same is kept and changes nothing.
  const late = await sandbox.like('charge.succeeded', 'pay', { email: 'ada@example.com', amount: '100' }, () => {})
  await sandbox.send(late)
  await page.goto(`${connectionPath}/webhook_events`)
  const row = page.getByRole('row').filter({ hasText: late.id })
  await expect(row).toContainText('Disconnected')
  expect(await lifetimeValue()).toBe('4900')

  await page.goto(`/sites/${site.id}/events`)
  await expect(page.getByText('Kiku Books is disconnected.')).toBeVisible()
  await expect(page.getByText('Updating')).toHaveCount(0)
  await page.getByRole('link', { name: 'Reconnect' }).first().click()
  await agreeAtStripe(page, sandbox)
  expect(connectionOnScreen(page).connectionId, 'the same connection goes on').toBe(connectionId)
  await sandbox.act('pay', { email: 'ada@example.com', amount: '1000' })
  await expect.poll(() => lifetimeValue()).toBe('5900')

  async function lifetimeValue() {
    const query = `site_id=${site.id}&email=ada@example.com`
    const { data } = await owner.api<{ data: { lifetime_value: string }[] }>('GET', `/api/v1/subscribers?${query}`)
    return data[0]?.lifetime_value
  }
})

test('RT-05 taking the access away at Stripe ends in the same state, on the open page, and owners are told', async ({
  owner,
  sandbox,
}) => {
  const { page } = owner
  const { connectionPath } = await connectStripe(owner, sandbox)
  await page.goto(connectionPath)
  await sandbox.disconnect()
  await expect(page.getByText('This account was disconnected in Stripe')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Disconnect' })).toHaveCount(0)
  expect(await owner.linkFromMailbox(/stripe_accounts/)).toContain(connectionPath)
})

test('OA-12 while Stripe does not answer we stop all the same, and tell it later', async ({ owner, sandbox }) => {
  const { page } = owner
  const { connectionPath } = await connectStripe(owner, sandbox)
  await page.goto(connectionPath)
  await sandbox.switches({ failDeauthorize: true })
  try {
    await page.getByRole('button', { name: 'Disconnect' }).click()
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: /^Disconnect/ })
      .click()
    await expect(page.getByText('This account is disconnected')).toBeVisible()
    await sandbox.act('pay', { email: 'ada@example.com', amount: '4900' })
    await page.goto(`${connectionPath}/webhook_events`)
    await expect(page.getByRole('row').filter({ hasText: 'charge.succeeded' })).toContainText('Disconnected')
  } finally {
    // The switch is every story's.
    await sandbox.switches({ failDeauthorize: false })
  }
  await sandbox.disconnect()
})
