import { buyer, connectedWithFlow, runIs } from '../support/flows'
import { expect, test } from '../support/story'

test.use({ account: { merchant: 'acme', mode: 'test' } })

test('who paid in a checkout is thanked with the amount; who pays later by bank is not yet', async ({
  owner,
  sandbox,
  mails,
}) => {
  const { site, flow } = await connectedWithFlow(owner, sandbox, 'checkout-buyers')
  const [ada, grace] = [buyer(), buyer('Grace Hopper')]
  await sandbox.act('checkout', { ...ada, amount: '49.00' })
  const mail = await mails.about(ada.email, /^Thank you for your order/)
  expect(mail.text).toContain('$49.00')
  await runIs(owner, site.id, flow, { state: 'done' })

  await sandbox.act('checkout_by_bank', { ...grace, amount: '80.00' })
  const events = `/api/v1/events?site_id=${site.id}&livemode=false&type=checkout.session.completed&email=${grace.email}`
  await expect.poll(async () => (await owner.api<{ data: unknown[] }>('GET', events)).data.length).toBe(1)
  expect(await mails.to(grace.email)).toEqual([])
})
