import { expect, type Page } from '@playwright/test'
import type { Home, Person } from './person'
import type { Sandbox } from './sandbox'

export type Connected = Home & { connectionId: string; connectionPath: string }

/** Installs the Stripe app through the pages, as an owner does, and comes back connected. */
export async function connectStripe(person: Person, sandbox: Sandbox): Promise<Connected> {
  const home = await person.home()
  await person.page.goto(`/account/teams/${home.team.id}/oauth/stripe_accounts/new?mode=${sandbox.account.mode}`)
  await agreeAtStripe(person.page, sandbox)
  return { ...home, ...connectionOnScreen(person.page) }
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
  if (await door.isVisible()) await door.click()
  await expect(page.getByRole('heading', { name: 'Sluice wants to connect' })).toBeVisible()
}

/** Which connection the page in front of us is about. */
export function connectionOnScreen(page: Page) {
  const path = new URL(page.url()).pathname
  const id = /\/stripe_accounts\/([0-9a-f-]{36})/.exec(path)?.[1]
  if (!id) throw new Error(`${path} is not about a connection`)
  return { connectionId: id, connectionPath: path.replace(/(\/stripe_accounts\/[^/]+).*/, '$1') }
}
