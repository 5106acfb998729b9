import { connectStripe } from './support/connect'
import type { Person } from './support/person'
import { expect, test } from './support/story'

test.use({ account: { merchant: 'acme', mode: 'test' } })

test('a failed payment is mailed about, unless it is paid meanwhile', async ({ owner, sandbox }) => {
  const { page } = owner
  const { site } = await connectStripe(owner, sandbox)
  const buyer = `ada.${crypto.randomUUID().slice(0, 8)}@example.com`
  await page.goto(`/sites/${site.id}/flows?mode=test`)
  await page.getByRole('button', { name: 'Use this template: Stripe - Payment Failed' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Stripe - Payment Failed' })).toBeVisible()
  await expect(page.getByText('$InvoicePaymentFailed')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Fed by' })).toContainText(sandbox.merchant.name)
  await expect(page.getByText('None of this kind has come yet, so an example stands in.')).toBeVisible()
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await expect(page.getByText('Live.', { exact: true })).toBeVisible()

  // Stripe's card fails, and the customer pays before the flow would have written.
  await sandbox.act('subscribe', { name: 'Ada Lovelace', email: buyer, price: 'Pro monthly' })
  await sandbox.act('renewal_fails')
  await page.getByRole('link', { name: 'Runs', exact: true }).click()
  const row = page.getByRole('row').filter({ hasText: buyer })
  await expect(row).toContainText('Waits', { timeout: 45_000 })
  await expect(row).toContainText('Wait 15 minutes')
  await sandbox.act('retry_succeeds')
  await expect(row).toContainText('Left early', { timeout: 45_000 })
  await expect(row).toContainText('No longer needed')
  expect(await mailsTo(owner, buyer)).toEqual([])

  // Without the wait at its head it writes at once.
  await page.getByRole('link', { name: 'Steps', exact: true }).click()
  await page.getByRole('button', { name: 'More about step 1', exact: true }).click()
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByRole('button', { name: /^Step 1 Branch/ })).toBeFocused()
  await page.getByRole('button', { name: 'Save and publish changes' }).click()
  await expect(page.getByRole('button', { name: /publish/i })).toHaveCount(0, { timeout: 45_000 })
  await page.getByRole('link', { name: 'Versions' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'Version 2' })).toContainText('Live')
  await sandbox.act('renewal_fails')
  await expect.poll(() => mailsTo(owner, buyer), { timeout: 45_000 }).toHaveLength(1)

  await page.getByRole('link', { name: 'Runs', exact: true }).click()
  const done = page.getByRole('row').filter({ hasText: 'Done' })
  await expect(done).toBeVisible({ timeout: 45_000 })
  await done.getByRole('link').click()
  await expect(page.getByText('Done: it went through to the end.')).toBeVisible()
  await expect(page.getByText('Version 2, which it keeps.')).toBeVisible()
  const trail = page.getByRole('region', { name: 'What was done' })
  await expect(trail.getByRole('listitem').filter({ hasText: /^Send “/ })).toContainText('Done')
  await page.getByRole('link', { name: 'Ada Lovelace' }).last().click()
  const flows = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Flows', exact: true }) })
  await expect(flows.getByRole('link', { name: 'Stripe - Payment Failed' })).toHaveCount(2)
})

test('a run whose mail cannot be put together says why, and goes on once it is mended', async ({ owner, sandbox }) => {
  const { page } = owner
  const { site } = await connectStripe(owner, sandbox)
  const flow = await owner.api<{ id: string; version: number }>('POST', '/api/v1/flows', {
    ...{ site_id: site.id, livemode: false, name: 'Card declined' },
    definition: {
      trigger: { type: 'charge.failed', filters: { match: 'all', conditions: [] } },
      ends_when: [],
      cap: null,
      steps: [
        {
          ...{ id: 'tell', kind: 'email', subject: 'Order {{ event.metadata.order }}', body: 'It waits.' },
          ...{ preview: '', from_name: '', reply_to: '' },
        },
      ],
    },
  })
  await owner.api('POST', `/api/v1/flows/${flow.id}/publish`, { version: flow.version })
  await sandbox.act('payment_fails', { name: 'Ken Thompson', email: 'ken@example.com', amount: '3100' })
  await page.goto(`/sites/${site.id}/flows/${flow.id}/runs?mode=test`)
  const row = page.getByRole('row').filter({ hasText: 'ken@example.com' })
  await expect(row).toContainText('A variable is missing', { timeout: 45_000 })
  await row.getByRole('link').click()
  await expect(page.getByText('Failed: A variable is missing.')).toBeVisible()
  await page.getByRole('link', { name: 'Open the step' }).click()
  await expect(page.getByRole('textbox', { name: 'Subject' })).toHaveValue('Order {{ event.metadata.order }}')
  await page.goBack()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(
    page.getByRole('region', { name: 'What was done' }).getByText('Failed: A variable is missing'),
  ).toHaveCount(2)
})

/** The subjects of what came to somebody. */
async function mailsTo({ page }: Person, address: string): Promise<string[]> {
  const mailbox = await (await page.request.get(`/dev/mailbox?to=${encodeURIComponent(address)}`)).text()
  return [...mailbox.matchAll(/<h2[^>]*>([^<]*)<\/h2>/g)]
    .map(([, subject]) => subject ?? '')
    .filter((subject) => subject !== 'No mails yet')
}
