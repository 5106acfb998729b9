import { signInAtStripe } from './support/connect'
import { expect, test } from './support/story'
import { joins } from './support/teams'

test.use({ account: { merchant: 'lumiere', mode: 'test' } })

test('a flow without a connection sends one to Stripe, and one comes back to that flow', async ({ owner, sandbox }) => {
  const { page } = owner
  const { site } = await owner.home()
  await page.goto(`/sites/${site.id}/flows?mode=test`)
  await page.getByRole('button', { name: 'Use this template: Stripe - Payment Successful' }).click()
  const fed = page.getByRole('region', { name: 'Fed by' })
  await expect(fed).toContainText('No test Stripe account feeds this flow yet.')
  const here = new URL(page.url())
  await fed.getByRole('link', { name: 'Connect with Stripe' }).click()

  await signInAtStripe(page)
  await page.getByRole('radio', { name: sandbox.merchant.name }).check()
  await page.getByRole('button', { name: 'Connect' }).click()
  await expect(page).toHaveURL((url) => url.pathname === here.pathname)
  await expect(page.getByRole('heading', { level: 1, name: 'Stripe - Payment Successful' })).toBeVisible()
  await expect(fed).toContainText(`Fed by ${sandbox.merchant.name}`)
  await expect(fed).toContainText('No event of this kind has come to this site yet.')

  // What it starts by shows up beside its trigger, and can be tried with at once.
  await sandbox.act('subscribe', { name: 'Ada Lovelace', email: 'ada@example.com', price: 'Pro monthly' })
  await expect(fed).toContainText('Last event of this kind: Ada Lovelace', { timeout: 45_000 })
})

test('an event that is switched off says so beside the trigger; readers see all and change nothing', async ({
  owner,
  someone,
  sandbox,
}) => {
  const { page } = owner
  const { team, site } = await owner.home()
  const flow = await owner.api<{ id: string }>('POST', '/api/v1/flows', {
    ...{ site_id: site.id, livemode: false, name: 'Thanks', template: 'payment-successful' },
  })
  const at = `/sites/${site.id}/flows/${flow.id}?mode=test`
  const vera = await someone('vera')
  await joins(vera, owner, team.id, 'viewer')
  await vera.page.goto(at)
  await expect(vera.page.getByText('You can read this flow, not change it.')).toBeVisible()
  await expect(vera.page.getByRole('region', { name: 'Fed by' })).toContainText('Owners and admins connect one')
  await vera.page.getByRole('button', { name: /^Step 1 / }).click()
  await expect(vera.page.getByRole('button', { name: /^Publish|^Add a step|^Move step/ })).toHaveCount(0)

  await page.goto(at)
  await page.getByRole('region', { name: 'Fed by' }).getByRole('link', { name: 'Connect with Stripe' }).click()
  await signInAtStripe(page)
  await page.getByRole('radio', { name: sandbox.merchant.name }).check()
  await page.getByRole('button', { name: 'Connect' }).click()
  const fed = page.getByRole('region', { name: 'Fed by' })
  await expect(fed).toContainText(`Fed by ${sandbox.merchant.name}`)
  const [connection] = (await owner.api<{ data: { id: string }[] }>('GET', `/api/v1/connections?team_id=${team.id}`))
    .data
  const settings = `/api/v1/connections/${connection?.id}/event_settings`
  const { version } = await owner.api<{ version: number }>('GET', settings)
  await owner.api('PUT', settings, { version, changes: [{ type: 'invoice.paid', on: false }] })
  await page.reload()
  await expect(fed).toContainText('This event is switched off for this connection')
  await fed.getByRole('link', { name: 'Open the event settings' }).click()
  await expect(page.getByRole('switch', { name: 'Invoice paid', exact: true })).not.toBeChecked()
})
