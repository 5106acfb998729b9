import { buyer, connectedWithFlow, runIs } from '../support/flows'
import { expect, test } from '../support/story'

test.use({ account: { merchant: 'pearl', mode: 'test' } })

test('whoever becomes a customer gets a group and a tag, and no mail', async ({ owner, sandbox, mails }) => {
  const { site, flow } = await connectedWithFlow(owner, sandbox, 'sync-customers')
  const ada = buyer()
  await sandbox.act('create_customer', ada)
  await runIs(owner, site.id, flow, { state: 'done', subscriber: { email: ada.email } })

  const list = `/api/v1/subscribers?site_id=${site.id}&livemode=false&email=${ada.email}`
  const found = async () => (await owner.api<{ data: Record<string, unknown>[] }>('GET', list)).data[0]
  await expect.poll(found).toMatchObject({ user_group: 'Customers', tags: ['stripe customer'] })
  expect(await mails.to(ada.email)).toEqual([])

  const { id } = (await found()) as { id: string }
  await owner.page.goto(`/sites/${site.id}/subscribers/${id}?mode=test`)
  await expect(owner.page.getByText('stripe customer').first()).toBeVisible()
})
