import type { Page } from '@playwright/test'
import { connectStripe } from './support/connect'
import { choose } from './support/person'
import type { Sandbox } from './support/sandbox'
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
  await expect(page.getByText(/Off: these payments count for lifetime value only where/).first()).toBeVisible()
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
  await page.getByRole('link', { name: /\d+ hidden – show/ }).click()
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

test('an event limited to one product: one payment counts, the other says why', async ({ owner, sandbox }) => {
  const { page } = owner
  const { connectionPath, site } = await connectStripe(owner, sandbox)
  const product = await productOf(sandbox, 'Pro monthly', 'first@example.com')

  await page.goto(`${connectionPath}/events?q=invoice.paid`)
  await page.getByRole('button', { name: 'What Invoice paid does' }).click()
  await page.getByRole('button', { name: 'Only some…' }).click()
  await page
    .getByRole('combobox', { name: 'Add a product' })
    .or(page.getByRole('textbox', { name: 'Add a product' }))
    .fill(product)
  await page.keyboard.press('Enter')
  await expect(bar(page)).toContainText('1 unsaved change')
  await expect(page.getByRole('listitem').filter({ hasText: 'invoice.paid' }).first()).toContainText(/only (Pro|prod_)/)
  await page.keyboard.press('Control+s')
  await expect(page.getByText('Saved.')).toBeVisible()

  const pro = await paidInvoice(sandbox, 'Pro monthly', 'ada@example.com', 'Ada Lovelace')
  const starter = await paidInvoice(sandbox, 'Starter monthly', 'grace@example.com', 'Grace Hopper')
  await page.goto(`${connectionPath}/webhook_events`)
  await expect(page.getByRole('row').filter({ hasText: pro })).toContainText('Processed')
  const row = page.getByRole('row').filter({ hasText: starter })
  await expect(row).toContainText('Ignored')
  await row.getByRole('button', { name: 'Why' }).click()
  await expect(page.getByText('This event is limited for this connection')).toBeVisible()

  await row.getByRole('link', { name: starter }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    'Nothing changed: Grace Hopper paid an invoice of',
  )
  await expect(page.getByText(/the setting says “only products: .+”, and this one does not match/)).toBeVisible()
  await page.getByRole('link', { name: 'Normalized and raw' }).click()
  await expect(page.getByRole('region', { name: 'Normalized', exact: true })).toContainText('$InvoicePaid')
  await expect(page.getByRole('region', { name: 'Raw', exact: true })).toContainText('billing_reason')

  const { data } = await owner.api<{ data: { subscriber: { email: string } }[] }>(
    'GET',
    `/api/v1/events?site_id=${site.id}&type=invoice.paid`,
  )
  expect(data.map(({ subscriber }) => subscriber.email)).toEqual(['ada@example.com', 'first@example.com'])
})

test('a noisy customer is ignored from the page of an event, and again not', async ({ owner, sandbox }) => {
  const { page } = owner
  const { connectionPath, site } = await connectStripe(owner, sandbox)
  const who = { email: 'noise@example.com', name: 'Noise Maker' }
  await sandbox.act('pay', { ...who, amount: '10.000' })
  await page.goto(`/sites/${site.id}/events`)
  await page.getByRole('link', { name: 'Payment succeeded' }).first().click()
  await page.getByRole('button', { name: 'Ignore this customer’s events' }).click()
  await expect(page.getByRole('button', { name: 'Stop ignoring this customer' })).toBeVisible()

  await sandbox.act('pay', { ...who, amount: '5.000' })
  const value = async () =>
    (
      await owner.api<{ data: { lifetime_value: string }[] }>(
        'GET',
        `/api/v1/subscribers?site_id=${site.id}&email=${who.email}`,
      )
    ).data[0]?.lifetime_value
  await page.goto(`${connectionPath}/events`)
  const listed = page.getByRole('listitem').filter({ hasText: 'Noise Maker' })
  await expect(listed).toBeVisible()
  expect(await value()).toBe('10.000')

  await listed.getByRole('button', { name: /^Stop ignoring/ }).click()
  await expect(listed).toHaveCount(0)
  await page.getByRole('searchbox', { name: 'Search events' }).fill('charge.succeeded')
  await page.getByRole('button', { name: 'Apply it, send nothing' }).click()
  await expect.poll(value).toBe('15.000')
})

type Invoice = { lines: { data: { pricing?: { price_details?: { product?: string } } }[] } }

async function subscribed(sandbox: Sandbox, price: string, email: string, name = 'First Buyer') {
  const { data } = await sandbox.act('subscribe', { price, email, name })
  const event = data.find(({ type }) => type === 'invoice.paid')
  if (!event) throw new Error('subscribing paid no invoice')
  return event
}

const paidInvoice = async (...order: Parameters<typeof subscribed>) => (await subscribed(...order)).id

async function productOf(...order: Parameters<typeof subscribed>) {
  const invoice = (await subscribed(...order)).data.object as unknown
  const [line] = (invoice as Invoice).lines.data
  return line?.pricing?.price_details?.product ?? ''
}
