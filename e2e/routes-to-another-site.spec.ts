import { connectStripe } from './support/connect'
import { choose } from './support/person'
import { expect, test } from './support/story'

test.use({ account: { merchant: 'lumiere', mode: 'live' } })

test('Routing → another site → Save: the very next event lands there, earlier ones stay', async ({
  owner,
  sandbox,
}) => {
  const { page } = owner
  const { team, site, connectionPath } = await connectStripe(owner, sandbox)
  const shop = await owner.api<{ id: string }>('POST', '/api/v1/sites', { team_id: team.id, name: 'Shop' })
  for (const amount of ['10.00', '11.00']) await sandbox.act('pay', { email: 'ada@example.com', amount })
  await expect.poll(() => amountsOn(site.id)).toEqual(['11.00', '10.00'])

  await page.goto(`${connectionPath}/settings`)
  await choose(page.getByRole('combobox', { name: 'Site' }), 'Shop')
  await expect(page.getByText(/events stay in Main/)).toBeVisible()
  // A live region says the same a moment later, so the words alone would be found twice.
  await expect(page.getByRole('region', { name: 'Unsaved changes' })).toContainText('1 unsaved change')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await expect(page.getByText(/New events land in Shop\. \d+ events stay in Main\./)).toBeVisible()

  await sandbox.act('pay', { email: 'ada@example.com', amount: '12.00' })
  await expect.poll(() => amountsOn(shop.id)).toEqual(['12.00'])
  expect(await amountsOn(site.id)).toEqual(['11.00', '10.00'])
  await page.goto(`/sites/${shop.id}/events`)
  await expect(page.getByRole('row').filter({ hasText: 'charge.succeeded' })).toContainText('€12.00')

  await page.goto(`/sites/${site.id}`)
  await expect(page.getByText(`${sandbox.merchant.name} now sends to Shop`)).toBeVisible()

  async function amountsOn(siteId: string) {
    const query = `site_id=${siteId}&type=charge.succeeded`
    const { data } = await owner.api<{ data: { value: { amount: string } }[] }>('GET', `/api/v1/events?${query}`)
    return data.map(({ value }) => value.amount)
  }
})

test('a pause keeps events without using them', async ({ owner, sandbox }) => {
  const { page } = owner
  const { connectionPath } = await connectStripe(owner, sandbox)
  await page.goto(`${connectionPath}/settings`)
  await page.getByRole('switch', { name: 'Use events of this account' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await sandbox.act('pay', { email: 'ada@example.com', amount: '10.00' })
  await page.goto(`${connectionPath}/webhook_events`)
  const row = page.getByRole('row').filter({ hasText: 'charge.succeeded' })
  await expect(row).toContainText('Paused')
  await page.goto(connectionPath)
  await expect(page.getByText('Paused: events are kept and not used')).toBeVisible()

  await page.goto(`${connectionPath}/settings`)
  await page.getByRole('switch', { name: 'Use events of this account' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(/\d+ events came while paused/)).toBeVisible()
  await page.getByRole('button', { name: 'Apply them, send nothing' }).click()
  await expect(page.getByText(/Applying \d+/)).toBeVisible()
  await page.goto(`${connectionPath}/webhook_events`)
  await expect(row).toContainText('Processed')
  await page.goto(connectionPath)
  await expect(page.getByText(/came while paused/)).toHaveCount(0)
})
