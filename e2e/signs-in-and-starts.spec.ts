import { expect, test } from './support/story'

test('a newcomer signs in by a mailed link and finds a team, a site and the first steps', async ({ someone }) => {
  const ann = await someone('ann')
  const { page } = ann
  await page.goto('/')
  await expect(page).toHaveURL(/\/sign-in/)
  await ann.signsIn()

  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  const { team, sites } = await ann.home()
  expect(team.name).toBe(`${ann.email.split('@')[0]}’s team`)
  expect(sites.map(({ name }) => name)).toEqual(['Main'])

  const steps = page.getByRole('region', { name: 'Getting started' })
  await expect(steps.getByText('Connect Stripe').first()).toBeVisible()
  await steps.getByRole('link', { name: 'Connect Stripe' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Stripe' })).toBeVisible()
})

test('the first page of someone who comes back is their site, and signing out ends the session', async ({ owner }) => {
  const { page } = owner
  // The page looks for news twice a second; a look that meets the end of the session is told so.
  owner.expects(/401 \(Unauthorized\).*\/events\//)
  const { site } = await owner.home()
  await page.goto(`/sites/${site.id}/events`)
  await page.goto('/')
  await expect(page).toHaveURL(new RegExp(`/sites/${site.id}`))

  const before = await owner.context.cookies()
  await page
    .getByRole('button', { name: /^Account: / })
    .first()
    .click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await owner.context.addCookies(before)
  await page.goto(`/sites/${site.id}`)
  await expect(page, 'the old cookie is worth nothing').toHaveURL(/\/sign-in\?next=/)
})

test('AU-08 a mail scanner that fetches the link uses nothing up; the button works once', async ({ someone }) => {
  const ann = await someone('ann')
  await ann.page.goto('/sign-in')
  await ann.asksForLink()
  const link = await ann.linkFromMailbox(/\/sign-in\/confirm/)
  const scanner = await someone('scanner')
  for (let visit = 0; visit < 3; visit += 1) {
    expect((await scanner.context.request.head(link)).status()).toBe(200)
    expect((await scanner.context.request.get(link)).status()).toBe(200)
  }

  // In any browser: the one who opens it is not the one who asked.
  const phone = await someone('phone')
  await phone.page.goto(link)
  await expect(phone.page.getByText(ann.email)).toBeVisible()
  await expect(phone.page.getByRole('button')).toHaveCount(1)
  await phone.page.getByRole('button', { name: 'Sign in' }).click()
  await expect(phone.page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()

  await ann.page.goto(link)
  await expect(ann.page.getByText('This link was already used. Each link works once.')).toBeVisible()
  await ann.page.getByRole('button', { name: 'Send me a link' }).click()
  await expect(ann.page.getByRole('heading', { name: 'Check your inbox' })).toBeVisible()
})

test('AU-11 signing in leads to a path of ours, whatever the address asked for', async ({ someone, baseURL }) => {
  const ann = await someone('ann')
  const { page } = ann
  await ann.signsIn('/account/teams')
  await expect(page).toHaveURL(`${baseURL}/account/teams`)

  // Signed in already, the sign-in page goes on at once: each of these would leave the origin if it could.
  const elsewhere = [
    'https://evil.example/',
    '//evil.example',
    '///evil.example/%2e%2e',
    '/\\evil.example',
    '/%5cevil.example',
    '/%09/evil.example',
    '\t//evil.example',
    'javascript:alert(1)',
    'data:text/html,hello',
    'http:evil.example',
    '/.//evil.example',
    '%2f%2fevil.example',
    '/%2f/evil.example',
    'localhost:1@evil.example',
    '/%E0%A4%A',
  ]
  for (const next of elsewhere) {
    const answer = await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
    expect(new URL(page.url()).origin, next).toBe(baseURL)
    expect(answer?.status(), next).toBe(200)
  }
})
