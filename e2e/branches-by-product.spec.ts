import { connectStripe } from './support/connect'
import { expect, test } from './support/story'

test.use({ account: { merchant: 'acme', mode: 'test' } })

test('a flow asks for a product by its name, and goes by what the person has', async ({ owner, sandbox }) => {
  const { page } = owner
  const { site } = await connectStripe(owner, sandbox)
  await sandbox.act('subscribe', { name: 'Ada Lovelace', email: 'ada@example.com', price: 'Pro monthly' })
  const asks = { field: 'subscriber.product_ids', op: 'contains', value: '' }
  const flow = await owner.api<{ id: string }>('POST', '/api/v1/flows', {
    ...{ site_id: site.id, livemode: false, name: 'Who has Pro' },
    definition: {
      trigger: { type: 'customer.subscription.created', filters: { match: 'all', conditions: [] } },
      ends_when: [],
      cap: null,
      steps: [
        {
          ...{ id: 'which', kind: 'branch', otherwise: [] },
          paths: [{ id: 'haspro', name: 'Has Pro', when: { match: 'all', conditions: [asks] }, steps: [] }],
        },
      ],
    },
  })

  // Stripe is asked for the product's name after its first subscription.
  const choose = page.getByRole('button', { name: 'Condition 1: value: Choose a product' })
  await expect(async () => {
    await page.goto(`/sites/${site.id}/flows/${flow.id}`)
    await page.getByRole('button', { name: /^Step 1 Branch/ }).click()
    await expect(choose).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 45_000 })
  await choose.click()
  await page.getByRole('combobox', { name: 'Find a product' }).fill('pro')
  await page.getByRole('option', { name: /^Pro\b/ }).click()
  await expect(page.getByText('if subscriber’s products include Pro')).toBeVisible()
  await expect(page.getByText('Takes “Has Pro”')).toBeVisible()

  // The other way round: whoever has it goes the other way.
  await page.getByRole('combobox', { name: 'Condition 1: comparison' }).selectOption('do not include')
  await expect(page.getByText('Takes “Otherwise”')).toBeVisible()
  await page.getByRole('button', { name: 'Condition 1: value: Pro' }).click()
  await page.getByRole('combobox', { name: 'Find a product' }).fill('one nobody has named')
  await page.getByRole('option', { name: 'Another one, by its id' }).click()
  await expect(page.getByRole('textbox', { name: 'Condition 1: value' })).toBeFocused()
})
