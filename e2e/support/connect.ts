import { expect, type Page } from '@playwright/test'
import type { Home, Person } from './person'
import type { Sandbox } from './sandbox'

export type Connected = Home & { connectionId: string; connectionPath: string }

/** Connects by the same four addresses a browser visits, without drawing them, for stories about something else. */
export async function connectStripe(person: Person, sandbox: Sandbox): Promise<Connected> {
  const home = await person.home()
  const callback = await wayBack(person, sandbox, home.team.id)
  const back = await person.page.request.get(callback, { maxRedirects: 0 })
  return { ...home, ...connectionAt(back.headers().location ?? '') }
}

/** Goes to Stripe, agrees there, and stops before the way back: the callback's address, not visited yet. */
export async function wayBack(person: Person, sandbox: Sandbox, teamId: string): Promise<string> {
  const { request } = person.page
  const deepLink = `/account/teams/${teamId}/oauth/stripe_accounts/new?mode=${sandbox.account.mode}`
  const leave = await request.get(deepLink, { maxRedirects: 0, headers: { 'sec-fetch-site': 'same-origin' } })
  const asked = new URL(leave.headers().location ?? '').searchParams
  await request.post(`${sandbox.url}/sandbox/sign-in`, { form: { next: '/' }, maxRedirects: 0 })
  const agreed = await request.post(`${sandbox.url}/oauth/authorize`, {
    form: { ...Object.fromEntries(asked), account: sandbox.merchant.id, decision: 'connect' },
    maxRedirects: 0,
  })
  return agreed.headers().location ?? ''
}

/** At Stripe: sign in if asked, choose the account, connect. Ends on our connected screen. */
export async function agreeAtStripe(page: Page, sandbox: Sandbox) {
  await signInAtStripe(page)
  await page.getByRole('radio', { name: sandbox.merchant.name }).check()
  await page.getByRole('button', { name: 'Connect' }).click()
  await expect(page).toHaveURL(/\/stripe_accounts\/[0-9a-f-]{36}/)
}

export async function signInAtStripe(page: Page) {
  await expect(page.getByText('stands in for Stripe')).toBeVisible()
  const door = page.getByRole('button', { name: 'Sign in as the demo merchant' })
  const asked = page.getByRole('heading', { name: 'Sluice wants to connect' })
  await expect(door.or(asked)).toBeVisible()
  if (await door.isVisible()) await door.click()
  await expect(asked).toBeVisible()
}

/** Which connection the page in front of us is about. */
export function connectionOnScreen(page: Page) {
  return connectionAt(page.url())
}

function connectionAt(address: string) {
  const path = new URL(address, 'http://localhost').pathname
  const id = /\/stripe_accounts\/([0-9a-f-]{36})/.exec(path)?.[1]
  if (!id) throw new Error(`${path} is not about a connection`)
  return { connectionId: id, connectionPath: path.replace(/(\/stripe_accounts\/[^/]+).*/, '$1') }
}
