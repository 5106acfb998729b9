import { type APIResponse, type Browser, type BrowserContext, expect, type Locator, type Page } from '@playwright/test'

export type Json = Record<string, unknown>
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type ContextOptions = NonNullable<Parameters<Browser['newContext']>[0]>
/** Links in the mails to an address, the newest mail first; none while there is no mail yet. */
export type LinksTo = (address: string) => Promise<string[]>

/** Someone at a browser of their own: cookies, address and console are theirs alone. */
export class Person {
  private readonly trouble: string[] = []
  private readonly expected: RegExp[] = []

  private constructor(
    readonly email: string,
    readonly origin: string,
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly links: LinksTo | null,
  ) {}

  /** A fresh browser window. Its own IP address, because sign-in links are counted per address (AU-10). */
  static async arrives(
    browser: Browser,
    name: string,
    options: ContextOptions,
    links: LinksTo | null = null,
  ): Promise<Person> {
    const place = crypto.getRandomValues(new Uint8Array(3)).join('.')
    const context = await browser.newContext({ ...options, extraHTTPHeaders: { 'x-forwarded-for': `10.${place}` } })
    const page = await context.newPage()
    const mark = crypto.randomUUID().slice(0, 8)
    // A whole address is taken as it is: the operator's is fixed in scripts/e2e-server.mjs.
    const email = name.includes('@') ? name : `${name}.${mark}@example.com`
    const person = new Person(email, options.baseURL ?? '', context, page, links)
    person.listen()
    return person
  }

  /** Lines on the console that belong to the story, e.g. the browser's own note about an answer of 404. */
  expects(...lines: RegExp[]) {
    this.expected.push(...lines)
  }

  /** Console errors, refused scripts and styles (CSP), exceptions and dialogs nobody expected. */
  get troubles(): string[] {
    return this.trouble.filter((line) => !this.expected.some((pattern) => pattern.test(line)))
  }

  /** Signs in by the mailed link, as a person does: form, mailbox, link, button. Ends on `next`, or the first page. */
  async signsIn(next?: string) {
    const { page, email } = this
    await page.goto(next ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in')
    await this.asksForLink()
    await page.goto(await this.linkFromMailbox(/\/sign-in\/confirm/))
    await expect(page.getByText(`as ${email}`)).toBeVisible()
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page).not.toHaveURL(/\/sign-in/)
  }

  /** The same without the pages, for stories about something else: asks, reads the mail, uses the link. */
  async signsInQuickly() {
    const { request } = this.page
    const headers = { origin: this.origin }
    const asked = await request.post('/api/auth/sign-in', { headers, data: { email: this.email, next: '/' } })
    expect(asked.status()).toBe(200)
    const link = await this.signInLink()
    const parts = Object.fromEntries(new URL(link).searchParams)
    expect((await request.post('/api/auth/confirm', { headers, data: parts })).status()).toBe(200)
  }

  private async signInLink(): Promise<string> {
    if (this.links) return (await this.links(this.email)).find((link) => link.includes('/sign-in/confirm')) ?? ''
    const mailbox = await (await this.page.request.get(`/dev/mailbox?to=${encodeURIComponent(this.email)}`)).text()
    return /href="(http[^"]*\/sign-in\/confirm[^"]*)"/.exec(mailbox)?.[1]?.replaceAll('&amp;', '&') ?? ''
  }

  async asksForLink() {
    await this.page.getByLabel('E-mail address').fill(this.email)
    await this.page.getByRole('button', { name: 'Send me a link' }).click()
    await expect(this.page.getByRole('heading', { name: 'Check your inbox' })).toBeVisible()
  }

  /** The address in the newest mail to this person that matches; some mails are sent by a job, so they take a while. */
  async linkFromMailbox(pattern: RegExp): Promise<string> {
    const mailbox = await this.context.newPage()
    await mailbox.goto(`/dev/mailbox?to=${encodeURIComponent(this.email)}`)
    const link = mailbox.getByRole('link', { name: pattern }).first()
    await expect(link).toBeVisible({ timeout: 30_000 })
    const href = (await link.getAttribute('href')) ?? ''
    await mailbox.close()
    return href
  }

  /** One call of the JSON API with this browser's session, as the pages make it. */
  call(method: Method, path: string, body?: Json): Promise<APIResponse> {
    return this.page.request.fetch(path, {
      method,
      headers: { origin: this.origin, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { data: body }),
      maxRedirects: 0,
    })
  }

  /** The same, which must work. */
  async api<T>(method: Method, path: string, body?: Json): Promise<T> {
    const answer = await this.call(method, path, body)
    expect(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`).toBe(true)
    return answer.status() === 204 ? (undefined as T) : ((await answer.json()) as T)
  }

  /** The first team and its sites. */
  async home(): Promise<Home> {
    const [team] = (await this.api<{ data: { id: string; name: string }[] }>('GET', '/api/v1/teams')).data
    if (!team) throw new Error(`${this.email} is in no team`)
    const sites = await this.api<{ data: { id: string; name: string }[] }>('GET', `/api/v1/sites?team_id=${team.id}`)
    const [site] = sites.data
    if (!site) throw new Error(`${team.name} has no site`)
    return { team, site, sites: sites.data }
  }

  private listen() {
    const { context } = this
    context.on('console', (message) => {
      if (message.type() === 'error') this.trouble.push(`${message.text()} (${message.location().url})`)
    })
    context.on('weberror', (error) => this.trouble.push(String(error.error())))
    context.on('dialog', (dialog) => {
      // The browser's own question before leaving belongs to some stories; a script's alert to none.
      if (dialog.type() === 'beforeunload') return void dialog.accept()
      this.trouble.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
  }
}

export type Home = {
  team: { id: string; name: string }
  site: { id: string; name: string }
  sites: { id: string; name: string }[]
}

/** Chooses in a select by what stands in it. */
export async function choose(field: Locator, option: string | RegExp) {
  const value = await field.getByRole('option', { name: option }).getAttribute('value')
  await field.selectOption(value)
}
