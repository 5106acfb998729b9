import { join } from 'node:path'
import { test as base, expect, type TestInfo } from '@playwright/test'
import { borrow } from './borrow'
import { Mails } from './mails'
import { Person } from './person'
import { type Account, Sandbox } from './sandbox'

type Fixtures = {
  /** The Stripe account this story is about, if it is about one: set per file. No other story has it meanwhile. */
  account: Account | null
  sandbox: Sandbox
  /** What the mail server got; for stories in e2e/mail. */
  mails: Mails
  /** `await someone('mia')`: a person at a fresh browser, not signed in. */
  someone: (name: string) => Promise<Person>
  /** Somebody signed in, owner of a team with one site. */
  owner: Person
}

export const test = base.extend<Fixtures>({
  account: [null, { option: true }],

  // Waiting for another story to end is not this story's time.
  sandbox: [
    async ({ playwright, baseURL, account }, use, { project }) => {
      const giveBack = account && (await borrow(account, join(project.outputDir, 'accounts', project.name)))
      const app = new URL(baseURL ?? '')
      const request = await playwright.request.newContext()
      await use(new Sandbox(`http://127.0.0.1:${Number(app.port) + 1}`, request, account))
      await request.dispose()
      giveBack?.()
    },
    { timeout: 300_000 },
  ],

  mails: async ({ playwright, baseURL }, use, { project }) => {
    const request = await playwright.request.newContext()
    // The port after the mail server's own: playwright.config.ts, scripts/e2e-mail.mjs.
    const mails = new Mails(`http://127.0.0.1:${Number(new URL(baseURL ?? '').port) + 3}`, request)
    const listening = project.name === 'mail' ? setInterval(() => void mails.listens(), 20_000) : undefined
    await use(mails)
    clearInterval(listening)
    await request.dispose()
  },

  someone: async ({ browser, contextOptions, baseURL, viewport, colorScheme, sandbox, mails }, use, testInfo) => {
    const links = testInfo.project.name === 'mail' ? mails.linksTo : null
    const people: Person[] = []
    await use(async (name) => {
      const options = { ...contextOptions, ...(baseURL ? { baseURL } : {}), viewport, colorScheme }
      const person = await Person.arrives(browser, name, options, links)
      people.push(person)
      return person
    })
    if (testInfo.status !== testInfo.expectedStatus) await attachPages(people, testInfo)
    const troubles = people.flatMap((person) => person.troubles.map((line) => `${person.email}: ${line}`))
    const held = await Promise.all(people.map(giveBack))
    // Sluice tells Stripe by a job; the next story may connect the account only after that.
    if (held.includes(true)) await expect.poll(() => sandbox.isConnected(), { timeout: 60_000 }).toBe(false)
    for (const { context } of people) await context.close()
    expect(troubles, 'nothing on the console, no CSP report, no dialog').toEqual([])
  },

  owner: async ({ someone }, use) => {
    const owner = await someone('olivia')
    await owner.signsInQuickly()
    await use(owner)
  },
})

export { expect }

async function attachPages(people: readonly Person[], testInfo: TestInfo) {
  for (const { page, email } of people) {
    const body = await page.screenshot().catch(() => null)
    if (body) await testInfo.attach(email, { body, contentType: 'image/png' })
  }
}

/** Disconnects what the person's teams hold, so that the account is free again. True when they ever held one. */
async function giveBack(person: Person): Promise<boolean> {
  const teams = await person.call('GET', '/api/v1/teams').catch(() => null)
  if (!teams?.ok()) return false
  let held = false
  for (const team of ((await teams.json()) as { data: { id: string }[] }).data) {
    const answer = await person.call('GET', `/api/v1/connections?team_id=${team.id}`)
    if (!answer.ok()) continue
    const { data } = (await answer.json()) as { data: { id: string; status: string }[] }
    held ||= data.length > 0
    for (const { id, status } of data) {
      if (status !== 'disconnected') await person.call('DELETE', `/api/v1/connections/${id}`)
    }
  }
  return held
}
