import type { Page } from '@playwright/test'
import { connectStripe } from './support/connect'
import { choose } from './support/person'
import { expect, test } from './support/story'
import { joins } from './support/teams'

test.use({ account: { merchant: 'pearl', mode: 'live' } })

const bar = (page: Page) => page.getByRole('region', { name: 'Unsaved changes' })
const save = (page: Page) => bar(page).getByRole('button', { name: 'Save', exact: true })
const toggle = (page: Page, name: string) => page.getByRole('switch', { name, exact: true })

test('every event of the catalogue stands there, found by a word of its meaning or its Stripe type', async ({
  owner,
  sandbox,
}) => {
  const { page } = owner
  const { connectionPath } = await connectStripe(owner, sandbox)
  await page.goto(`${connectionPath}/events`)
  for (const type of ['charge.succeeded', 'charge.refunded', 'customer.subscription.updated', 'invoice.paid']) {
    await page.getByRole('searchbox', { name: 'Search events' }).fill(type)
    await expect(page.getByText(type, { exact: true })).toBeVisible()
  }
  await expect(page).toHaveURL(/q=invoice\.paid/)
  await page.getByRole('searchbox', { name: 'Search events' }).fill('no such thing')
  await page.getByRole('button', { name: 'Clear search and filter' }).click()
  await expect(page.getByText(/\d+ of \d+ on/).first()).toBeVisible()
})

test('an event switched off is received, marked so and changes nothing', async ({ owner, sandbox }) => {
  const { page } = owner
  const { connectionPath, site } = await connectStripe(owner, sandbox)
  const another = await sandbox.like(
    'charge.succeeded',
    'pay',
    { email: 'ada@example.com', amount: '10.000' },
    (event) => {
      event.data.object.id = `ch_${event.id}`
    },
  )
  await page.goto(`${connectionPath}/events`)
  await toggle(page, 'Payment succeeded').click()
  await toggle(page, 'Payment refunded').click()
  await expect(bar(page)).toContainText('2 unsaved changes')
  await expect(page.getByText(/Off: lifetime value will miss/).first()).toBeVisible()
  await toggle(page, 'Payment refunded').click()
  await expect(bar(page)).toContainText('1 unsaved change')
  await bar(page).getByRole('button', { name: 'Discard' }).click()
  await expect(bar(page)).toHaveCount(0)
  await expect(toggle(page, 'Payment succeeded')).toBeChecked()

  await toggle(page, 'Payment succeeded').click()
  await save(page).click()
  await expect(page.getByText('Applies to events from now on.')).toBeVisible()

  await sandbox.send(another)
  await page.goto(`${connectionPath}/webhook_events`)
  const row = page.getByRole('row').filter({ hasText: another.id })
  await expect(page.getByRole('heading', { level: 1, name: 'Received' })).toBeVisible()
  await expect(row, 'what is switched off is hidden at first').toHaveCount(0)
  await expect(async () => {
    await page.reload()
    await page.getByRole('link', { name: /\d+ hidden – show/ }).click({ timeout: 500 })
  }).toPass()
  await expect(row).toContainText('Switched off')
  await row.getByRole('button', { name: 'Why' }).click()
  const why = page.getByRole('row').filter({ hasText: 'This event is switched off for this connection.' })
  await why.getByRole('link', { name: 'Switch on' }).click()
  await expect(page).toHaveURL(/events\?q=charge\.succeeded/)
  await expect(toggle(page, 'Payment succeeded')).not.toBeChecked()

  const { data } = await owner.api<{ data: { lifetime_value: string }[] }>(
    'GET',
    `/api/v1/subscribers?site_id=${site.id}&email=ada@example.com`,
  )
  expect(data.map((person) => person.lifetime_value)).toEqual(['10.000'])
})

test('leaving with unsaved changes asks first', async ({ owner, sandbox }) => {
  const { page } = owner
  const { connectionPath } = await connectStripe(owner, sandbox)
  await page.goto(`${connectionPath}/events`)
  await toggle(page, 'Payment succeeded').click()
  await page.getByRole('link', { name: 'Received' }).click()
  const question = page.getByRole('alertdialog', { name: 'Leave without saving?' })
  await question.getByRole('button', { name: 'Stay here' }).click()
  await expect(bar(page)).toBeVisible()
  await page.getByRole('link', { name: 'Received' }).click()
  await question.getByRole('button', { name: 'Leave without saving' }).click()
  await expect(page).toHaveURL(/webhook_events/)
})

test('what an event does is chosen per event, down to deleted customers', async ({ owner, sandbox }) => {
  const { page } = owner
  const { connectionPath, connectionId, site } = await connectStripe(owner, sandbox)
  await sandbox.act('pay', { email: 'gone@example.com', name: 'Gone Tomorrow', amount: '10.000' })
  await expect.poll(people).toBe(1)

  await page.goto(`${connectionPath}/events?q=customer.deleted`)
  await page.getByRole('button', { name: 'What Customer deleted does' }).click()
  await choose(page.getByRole('combobox', { name: 'When the customer is deleted in Stripe' }), /^Delete/)
  await save(page).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.goto(`${connectionPath}/events?q=charge.succeeded`)
  await page.getByRole('button', { name: 'What Payment succeeded does' }).click()
  await page.getByRole('textbox', { name: 'User group' }).fill('Buyers')
  await save(page).click()
  await expect(page.getByText('Saved.')).toBeVisible()

  const { data } = await owner.api<{ data: Record<string, unknown>[] }>(
    'GET',
    `/api/v1/connections/${connectionId}/event_settings`,
  )
  expect(data.find(({ type }) => type === 'customer.deleted')).toMatchObject({ on: true, on_delete: 'delete' })
  expect(data.find(({ type }) => type === 'charge.succeeded')).toMatchObject({ user_group: 'Buyers' })

  await sandbox.act('delete_customer')
  await expect.poll(people).toBe(0)

  async function people() {
    const query = `site_id=${site.id}&email=gone@example.com`
    return (await owner.api<{ data: unknown[] }>('GET', `/api/v1/subscribers?${query}`)).data.length
  }
})

test('someone saved meanwhile: both see what happened and choose', async ({ owner, sandbox }) => {
  const { page } = owner
  const { connectionPath } = await connectStripe(owner, sandbox)
  await page.goto(`${connectionPath}/events`)
  const other = await owner.context.newPage()
  await other.goto(`${connectionPath}/events`)
  await toggle(other, 'Payment failed').click()
  await save(other).click()
  await expect(other.getByText('Saved.')).toBeVisible()

  owner.expects(/status of 409/)
  await toggle(page, 'Payment succeeded').click()
  await save(page).click()
  await expect(bar(page)).toContainText('changed these settings meanwhile')
  await bar(page).getByRole('button', { name: 'Keep mine' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.reload()
  await expect(toggle(page, 'Payment succeeded')).not.toBeChecked()
  await expect(toggle(page, 'Payment failed')).not.toBeChecked()
})

test('a viewer reads the switches and cannot move them', async ({ owner, someone, sandbox }) => {
  const { connectionPath, team } = await connectStripe(owner, sandbox)
  const vera = await someone('vera')
  await joins(vera, owner, team.id, 'viewer')
  await vera.page.goto(`${connectionPath}/events`)
  await expect(toggle(vera.page, 'Payment succeeded')).toBeDisabled()
  await vera.page.goto(connectionPath)
  await expect(vera.page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(vera.page.getByRole('button', { name: 'Disconnect' })).toHaveCount(0)
})
