import { buyer, connectedWithFlow, runIs } from '../support/flows'
import { expect, test } from '../support/story'

test.use({ account: { merchant: 'northwind', mode: 'live' } })

test('who accepts a quote is thanked', async ({ owner, sandbox, mails }) => {
  const { site, flow } = await connectedWithFlow(owner, sandbox, 'quote-accepted')
  const ada = buyer()
  await sandbox.act('send_quote', { ...ada, price: 'Pro monthly' })
  await sandbox.act('quote_accepted')
  const mail = await mails.about(ada.email, /^Thank you for saying yes/)
  expect(mail.text).toMatch(/our quote \(£\d/)
  await runIs(owner, site.id, flow, { state: 'done' })
})
