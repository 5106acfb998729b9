import { choose } from './support/person'
import { expect, test } from './support/story'
import { joins } from './support/teams'

test('an invitation is accepted in another browser, its role changes, and removing takes access away', async ({
  owner,
  someone,
}) => {
  const { page } = owner
  const { team, site } = await owner.home()
  const mia = await someone('mia')
  await page.goto(`/account/teams/${team.id}/members`)
  await page.getByLabel('E-mail address').fill(mia.email)
  await choose(page.getByRole('combobox', { name: 'Role', exact: true }), /^Marketer/)
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await expect(page.getByRole('table', { name: 'Open invitations' })).toContainText(mia.email)

  const link = new URL(await mia.linkFromMailbox(/\/invitations\//)).pathname
  await mia.page.goto(link)
  await mia.page.getByRole('link', { name: 'Sign in to answer' }).click()
  await mia.page.getByRole('button', { name: 'Send me a link' }).click()
  await expect(mia.page.getByRole('heading', { name: 'Check your inbox' })).toBeVisible()
  await mia.page.goto(await mia.linkFromMailbox(/\/sign-in\/confirm/))
  await mia.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await mia.page.getByRole('button', { name: `Join ${team.name}` }).click()
  await expect(mia.page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  const { team: only } = await mia.home()
  expect(only.id, 'invited people get no team of their own').toBe(team.id)

  await page.reload()
  await choose(page.getByRole('combobox', { name: `Role of ${mia.email}` }), /^Admin/)
  await expect(page.getByText(`${mia.email} has a new role.`)).toBeVisible()
  await mia.page.goto(`/account/teams/${team.id}/api-keys`)
  await expect(mia.page.getByRole('button', { name: 'Create API key' })).toBeVisible()

  // AU-05: she looks at a page while she is removed.
  await mia.page.goto(`/sites/${site.id}/events`)
  await page.getByRole('button', { name: 'Remove' }).click()
  const question = page.getByRole('alertdialog', { name: `Remove ${mia.email}?` })
  await expect(question).toContainText('They lose access to the team at once.')
  await question.getByRole('button', { name: 'Remove member' }).click()
  await expect(page.getByText(`${mia.email} was removed.`)).toBeVisible()
  mia.expects(/status of 40[34]/)
  expect((await mia.call('GET', `/api/v1/events?site_id=${site.id}`)).status()).toBe(404)
  expect((await mia.page.goto(`/sites/${site.id}/events`))?.status()).toBe(404)
})

test('an API key is shown once, reads, and stops at once when revoked', async ({ owner, playwright, baseURL }) => {
  const { page } = owner
  const { team, site } = await owner.home()
  await page.goto(`/account/teams/${team.id}/api-keys`)
  await page.getByLabel('Name').fill('Reporting script')
  await page.getByRole('button', { name: 'Create API key' }).click()
  const shown = page.getByText(/^slk_[\w-]{40,}$/)
  await expect(shown).toBeVisible()
  const key = ((await shown.textContent()) ?? '').trim()
  const program = await playwright.request.newContext({
    baseURL: baseURL ?? '',
    extraHTTPHeaders: { authorization: `Bearer ${key}` },
  })
  expect((await program.get(`/api/v1/events?site_id=${site.id}`)).status()).toBe(200)

  await page.getByRole('button', { name: 'I stored it' }).click()
  await page.reload()
  const revoke = page.getByRole('button', { name: 'Revoke Reporting script' })
  await expect(revoke).toBeVisible()
  expect(await page.content()).not.toContain(key)
  await revoke.click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke key' }).click()
  await expect(page.getByText('Reporting script was revoked.')).toBeVisible()
  expect((await program.get(`/api/v1/events?site_id=${site.id}`)).status()).toBe(401)
  await program.dispose()
})

test('sites are made, renamed and deleted; a team is renamed, left and deleted with its consequences said', async ({
  owner,
  someone,
}) => {
  const { page } = owner
  const { team } = await owner.home()
  const leo = await someone('leo')
  await joins(leo, owner, team.id, 'viewer')

  await page.goto(`/account/teams/${team.id}/sites`)
  await page.getByRole('button', { name: 'Actions for Main' }).click()
  await page.getByRole('button', { name: 'Delete…' }).click()
  await expect(page.getByRole('dialog', { name: 'Main cannot be deleted yet' })).toContainText('only site')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Create site' }).click()
  // By name: the one before is on screen until it has faded out.
  const creating = page.getByRole('dialog', { name: 'Create a site' })
  await creating.getByLabel('Name of the site').fill('Shop')
  await creating.getByRole('button', { name: 'Create site' }).click()
  await expect(page.getByRole('link', { name: 'Shop' })).toBeVisible()
  await page.getByRole('button', { name: 'Actions for Shop' }).click()
  await page.getByRole('button', { name: 'Rename…' }).click()
  const renaming = page.getByRole('dialog', { name: 'Rename Shop' })
  await renaming.getByLabel('Name of the site').fill('Store')
  await renaming.getByRole('button', { name: 'Rename site' }).click()
  await expect(page.getByRole('link', { name: 'Store' })).toBeVisible()
  await page.getByRole('button', { name: 'Actions for Store' }).click()
  await page.getByRole('button', { name: 'Delete…' }).click()
  const deleting = page.getByRole('alertdialog', { name: 'Delete Store?' })
  await expect(deleting.getByRole('button', { name: 'Delete site' })).toBeDisabled()
  await deleting.getByRole('textbox').fill('Store')
  await deleting.getByRole('button', { name: 'Delete site' }).click()
  await expect(page.getByRole('link', { name: 'Store' })).toHaveCount(0)

  await leo.page.goto(`/account/teams/${team.id}/members`)
  await leo.page.getByRole('button', { name: 'Leave team' }).click()
  await leo.page.getByRole('alertdialog').getByRole('button', { name: 'Leave team' }).click()
  await expect(leo.page).toHaveURL(/\/account\/teams$/)
  await expect(leo.page.getByText('You are in no team')).toBeVisible()
  await expect(leo.page.getByRole('link', { name: team.name })).toHaveCount(0)

  await page.goto(`/account/teams/${team.id}/settings`)
  await page.getByLabel('Name of the team').fill('Acme')
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.getByRole('button', { name: 'Delete team…' }).click()
  const question = page.getByRole('alertdialog', { name: 'Delete Acme?' })
  await expect(question).toContainText('1 site with 0 events and 0 subscribers')
  await question.getByRole('textbox').fill('Acme')
  await question.getByRole('button', { name: 'Delete team' }).click()
  await expect(page).toHaveURL(/\/account\/teams$/)
  await expect(page.getByText('You are in no team')).toBeVisible()
})

test('signing out everywhere ends the session in the other browser', async ({ owner, someone }) => {
  const laptop = await someone('laptop')
  const { site } = await owner.home()
  await laptop.context.addCookies(await owner.context.cookies())
  await laptop.page.goto(`/sites/${site.id}`)
  await expect(laptop.page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()

  await owner.page.goto('/account/teams')
  await owner.page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(owner.page).toHaveURL(/\/sign-in/)
  laptop.expects(/status of 401/)
  await laptop.page.goto(`/sites/${site.id}`)
  await expect(laptop.page).toHaveURL(/\/sign-in\?next=/)
})
