import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connectStripe } from './support/connect'
import { expect, test } from './support/story'

test.use({ account: { merchant: 'lumiere', mode: 'test' } })

/** A page on 127.0.0.1, which is another site than localhost to a browser. */
async function hostilePage(html: string): Promise<{ url: string; server: Server }> {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server }
}

test('OA-11 another site that leads to the deep link gets a page with one link, never a trip to Stripe', async ({
  owner,
  sandbox,
}) => {
  const { page, origin } = owner
  const { team } = await owner.home()
  const deepLink = `${origin}/account/teams/${team.id}/oauth/stripe_accounts/new`
  const { url, server } = await hostilePage(`<!doctype html><link rel="icon" href="data:,">
    <a href="${deepLink}">Free coffee</a><form action="${deepLink}"><button>Go</button></form>
    <img src="${deepLink}" alt=""><iframe src="${deepLink}"></iframe>`)
  const atStripe: string[] = []
  owner.context.on('request', (request) => {
    if (request.url().startsWith(sandbox.url)) atStripe.push(request.url())
  })
  // The frame and the picture are refused, and the browser says so.
  owner.expects(/frame-ancestors|X-Frame-Options|NotSameOrigin|ERR_BLOCKED|Refused to|framing/i)

  try {
    for (const act of ['Free coffee', 'Go']) {
      await page.goto(url)
      await page.getByText(act, { exact: true }).click()
      await expect(page).toHaveURL(new RegExp(`^${deepLink}`))
      await expect(page.getByRole('heading', { level: 1 })).toContainText('Connect Stripe to')
      await expect(page.getByRole('link', { name: 'Go on to Stripe' })).toHaveCount(1)
    }
    expect(atStripe).toEqual([])
    await page.getByRole('link', { name: 'Go on to Stripe' }).click()
    await expect(page.getByText('stands in for Stripe')).toBeVisible()
  } finally {
    server.closeAllConnections()
    server.close()
  }
})

test('AU-12 a hostile page changes nothing: not by form, fetch, sandboxed frame or Origin null', async ({
  owner,
  sandbox,
}) => {
  const { page, origin } = owner
  const { team, connectionId } = await connectStripe(owner, sandbox)
  const attack = `
    const o = ${JSON.stringify(origin)};
    const tries = [
      [o + '/api/v1/connections/${connectionId}', 'DELETE'],
      [o + '/api/v1/connections/${connectionId}', 'PATCH'],
      [o + '/api/v1/teams/${team.id}', 'DELETE'],
      [o + '/api/v1/teams/${team.id}', 'PATCH'],
      [o + '/api/v1/sites', 'POST'],
      [o + '/api/v1/api_keys', 'POST'],
      [o + '/api/v1/sessions', 'DELETE'],
      [o + '/api/auth/sign-out', 'POST'],
    ];
    const body = JSON.stringify({ team_id: '${team.id}', name: 'Owned', role: 'admin' });
    const sent = tries.flatMap(([url, method]) => [
      fetch(url, { method, credentials: 'include', headers: { 'content-type': 'application/json' }, body }).catch(() => {}),
      fetch(url, { method, credentials: 'include', mode: 'no-cors', headers: { 'content-type': 'text/plain' }, body }).catch(() => {}),
    ]);
    Promise.all(sent).then(() => { document.title = 'done' });`
  const forms = `<form method="post" enctype="text/plain" target="frame" action="${origin}/api/v1/sites"><input name='{"team_id":"${team.id}","name":"Owned","x":"' value='"}'></form>
    <form method="post" target="frame" action="${origin}/api/auth/sign-out"></form><iframe name="frame"></iframe>`
  const inner = `${forms}<script>${attack} for (const form of document.forms) form.submit()</script>`
  const { url, server } = await hostilePage(`<!doctype html><link rel="icon" href="data:,">${inner}
    <iframe sandbox="allow-scripts allow-forms" srcdoc="${inner.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`)
  // The browser reports each refusal.
  owner.expects(/CORS|ERR_FAILED|status of 4\d\d|frame-ancestors|X-Frame-Options|NotSameOrigin|ERR_BLOCKED|framing/i)

  try {
    await page.goto(url)
    await expect(page).toHaveTitle('done')
    await page.goto('/account/teams')
    await expect(page.getByRole('link', { name: team.name }), 'still signed in, same name').toBeVisible()
    const { data: sites } = await owner.api<{ data: { name: string }[] }>('GET', `/api/v1/sites?team_id=${team.id}`)
    expect(sites.map(({ name }) => name)).toEqual(['Main'])
    const { data: keys } = await owner.api<{ data: unknown[] }>('GET', `/api/v1/api_keys?team_id=${team.id}`)
    expect(keys).toEqual([])
    const connection = await owner.api<{ status: string }>('GET', `/api/v1/connections/${connectionId}`)
    expect(connection.status).toBe('connected')
  } finally {
    server.closeAllConnections()
    server.close()
  }
})

test('AU-13 no page of ours can be framed, sniffed or cached, errors included', async ({ owner, someone }) => {
  const { team, site } = await owner.home()
  const stranger = await someone('stranger')
  const paths = ['/', '/sign-in', `/sites/${site.id}`, `/account/teams/${team.id}/members`, '/nothing', '/api/v1/teams']
  for (const person of [owner, stranger]) {
    for (const path of [...paths, `/account/teams/${team.id}/oauth/stripe_accounts/new`, '/dev/mailbox']) {
      const headers = (await person.page.request.get(path, { maxRedirects: 0 })).headers()
      expect(headers['content-security-policy'], path).toMatch(/script-src 'self' 'nonce-[^']+'/)
      expect(headers['content-security-policy'], path).toContain("frame-ancestors 'none'")
      expect(headers['x-content-type-options'], path).toBe('nosniff')
      expect(headers['cross-origin-opener-policy'], path).toBe('same-origin')
      expect(headers['cache-control'], path).toContain('no-store')
    }
  }
})
