import { buyer, connectedWithFlow, runIs } from '../support/flows'
import { expect, test } from '../support/story'

test.use({ account: { merchant: 'acme', mode: 'live' } })

test('whoever subscribes is welcomed to their plan', async ({ owner, sandbox, mails }) => {
  const { site, flow } = await connectedWithFlow(owner, sandbox, 'subscription-created')
  const ada = buyer()
  await sandbox.act('subscribe', { ...ada, price: 'Pro monthly' })
  await runIs(owner, site.id, flow, { type: 'customer.subscription.created' })
  const mail = await mails.about(ada.email, /^You are in/)
  expect(mail.text).toContain('Hi Ada,')
  expect(`${mail.subject} ${mail.text}`).not.toMatch(/undefined|null|\[object|\{\{/)
})
