import { expect, test } from './support/story'

test.use({ account: { merchant: 'lumiere', mode: 'live' } })

test('RT-02 events of an account nobody has connected are kept, and only the operator sees them', async ({
  owner,
  someone,
  sandbox,
}) => {
  const account = `acct_e2e${Date.now()}`
  const stray = { ...(await sandbox.like('charge.succeeded', 'pay', { amount: '49.00' }, () => {})), account }
  await sandbox.send(stray)

  const operator = await someone('operator@example.com')
  await operator.signsInQuickly()
  await operator.page.goto('/operator')
  await expect(operator.page.getByRole('heading', { level: 1, name: 'Operator' })).toBeVisible()
  await expect(operator.page.getByText(account)).toBeVisible()

  owner.expects(/status of 404/)
  expect((await owner.page.goto('/operator'))?.status(), 'to anybody else it does not exist').toBe(404)
  const { team, site } = await owner.home()
  for (const path of [`/api/v1/events?site_id=${site.id}`, `/api/v1/connections?team_id=${team.id}`]) {
    expect(JSON.stringify(await owner.api('GET', path))).not.toContain(account)
  }
})
