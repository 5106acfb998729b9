import { buyer, connectedWithFlow, runIs } from '../support/flows'
import { expect, test } from '../support/story'

test.use({ account: { merchant: 'lumiere', mode: 'test' } })

test('a new customer is welcomed, can unsubscribe from that mail, and gets the next one no more', async ({
  owner,
  sandbox,
  mails,
  someone,
}) => {
  const { site, flow } = await connectedWithFlow(owner, sandbox, 'new-customer', (draft) => ({
    ...draft,
    steps: draft.steps.map((step) => (step.kind === 'wait' ? { ...step, for: { amount: 1, unit: 'minutes' } } : step)),
  }))
  const ada = buyer()
  await sandbox.act('create_customer', ada)
  const mail = await mails.about(ada.email, /^Welcome to Main/)
  expect(mail.to).toEqual([ada.email])
  expect(mail.headers.from).toBe('Main <mail@sluice.example>')
  expect(mail.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click')
  expect(mail.text).toContain('Hi Ada,')
  expect(mail.html).toContain('Hi Ada,')
  await runIs(owner, site.id, flow, { state: 'open', step: { kind: 'wait' } })

  const link = /https?:\/\/\S+\/unsubscribe\/\S+/.exec(mail.text)?.[0] ?? ''
  const { page } = await someone('reader')
  await page.goto(link)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.getByRole('button', { name: /^Unsubscribe/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/unsubscribed/i)

  const runs = `/api/v1/runs?site_id=${site.id}&flow_id=${flow.id}`
  const [run] = (await owner.api<{ data: { id: string }[] }>('GET', runs)).data
  await expect
    .poll(async () => (await owner.api<{ state: string }>('GET', `/api/v1/runs/${run?.id}`)).state, { timeout: 90_000 })
    .toBe('done')
  const { trail } = await owner.api<{ trail: { kind: string; outcome: string; reason: string | null }[] }>(
    'GET',
    `/api/v1/runs/${run?.id}`,
  )
  expect(trail.at(-1)).toMatchObject({ kind: 'email', outcome: 'skipped', reason: 'unsubscribed' })
  expect(await mails.to(ada.email)).toHaveLength(1)
})
