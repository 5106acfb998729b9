import { buyer, connectedWithFlow, runIs } from '../support/flows'
import { expect, test } from '../support/story'

test.use({ account: { merchant: 'lumiere', mode: 'live' } })

test('a renewal that fails is asked for by mail, once a day however often it fails', async ({
  owner,
  sandbox,
  mails,
}) => {
  test.slow()
  const { site, flow } = await connectedWithFlow(owner, sandbox, 'payment-failed', (draft) => ({
    ...draft,
    // Somebody waits for this story: the quarter of an hour at the beginning is one minute here.
    steps: draft.steps.map((step) => (step.kind === 'wait' ? { ...step, for: { amount: 1, unit: 'minutes' } } : step)),
  }))
  const ada = buyer()
  await sandbox.act('subscribe', { ...ada, price: 'Pro monthly' })
  await sandbox.act('renewal_fails')
  await runIs(owner, site.id, flow, { state: 'open', step: { kind: 'wait' } })
  const first = await mails.about(ada.email, /did not go through/, 100_000)
  expect(first.html).toContain('https://invoice.stripe.com/i/')
  expect(first.text).toContain('https://invoice.stripe.com/i/')
  await runIs(owner, site.id, flow, { state: 'done' })

  // A second failure of the same invoice on the same day is capped: the person has that mail already.
  await sandbox.act('retry_fails')
  await runIs(owner, site.id, flow, { state: 'skipped', reason: 'flow_cap' })
  expect(await mails.to(ada.email)).toHaveLength(1)
})

test('who pays before the mail goes out gets none', async ({ owner, sandbox, mails }) => {
  const { site, flow } = await connectedWithFlow(owner, sandbox, 'payment-failed')
  const ada = buyer()
  await sandbox.act('subscribe', { ...ada, price: 'Pro monthly' })
  await sandbox.act('renewal_fails')
  await runIs(owner, site.id, flow, { state: 'open', step: { kind: 'wait' } })
  await sandbox.act('retry_succeeds')
  await runIs(owner, site.id, flow, { state: 'left', reason: 'happened_meanwhile' })
  expect(await mails.to(ada.email)).toEqual([])
})
