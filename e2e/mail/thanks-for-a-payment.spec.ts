import { buyer, connectedWithFlow, runIs } from '../support/flows'
import { expect, test } from '../support/story'

test.use({ account: { merchant: 'kiku', mode: 'live' } })

test('a paid invoice is confirmed by mail in its own currency, once, and the page of runs says so', async ({
  owner,
  sandbox,
  mails,
}) => {
  const { page } = owner
  const { site, flow } = await connectedWithFlow(owner, sandbox, 'payment-successful')
  const ada = buyer()
  await sandbox.act('subscribe', { ...ada, price: 'Pro monthly' })
  const first = await mails.about(ada.email, /^Thank you, and welcome/)
  expect(first.html).toMatch(/¥[\d,]+/)
  expect(first.text).toMatch(/¥[\d,]+/)
  await sandbox.act('renews')
  await mails.about(ada.email, /^Thank you for staying with us/)
  await runIs(owner, site.id, flow, { state: 'done', type: 'invoice.paid' })
  expect(await mails.to(ada.email)).toHaveLength(2)

  await page.goto(`/sites/${site.id}/flows/${flow.id}/runs`)
  await expect(page.getByText(ada.email).first()).toBeVisible()
})
