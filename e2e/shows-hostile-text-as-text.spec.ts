import { connectStripe } from './support/connect'
import { expect, test } from './support/story'

test.use({ account: { merchant: 'acme', mode: 'test' } })

/** One of each family; all three hundred would tell the browser nothing more, since text goes through one path. */
const payloads = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(2)>',
  '"><svg onload=alert(3)>',
  "'-alert(4)-'",
  '</title><script>alert(5)</script>',
  '</script><script>alert(6)</script>',
  '<a href="javascript:alert(7)">x</a>',
  '{{constructor.constructor("alert(8)")()}}',
  '$' + '{alert(9)}',
  '<iframe srcdoc="<script>alert(10)</script>">',
  '<style>*{background:url(https://evil.example)}</style>',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '\u202e<b>gnp.exe</b>',
  '<math><mi//xlink:href="data:x,<script>alert(14)</script>">',
]

test('DA-01 text that came through a signed event is shown as text on every page', async ({ owner, sandbox }) => {
  test.slow()
  const { page } = owner
  const { site, connectionPath } = await connectStripe(owner, sandbox)
  const events = await Promise.all(
    payloads.map((text, place) =>
      sandbox.like('charge.succeeded', 'pay', { email: `p${place}@example.com`, amount: '1.00' }, ({ data }) => {
        Object.assign(data.object, {
          id: `ch_hostile${place}${Date.now()}`,
          customer: null,
          description: text,
          metadata: { [text.slice(0, 40)]: text },
          receipt_url: text,
          billing_details: { email: `hostile${place}@example.com`, name: text, phone: null, address: null },
        })
      }),
    ),
  )
  await sandbox.send(...events)
  await owner.api('PATCH', `/api/v1/connections/${connectionPath.split('/').at(-1)}`, { name: payloads[1] ?? '' })

  await page.goto(`/sites/${site.id}/events?mode=test`)
  await expect(page.getByText(payloads[0] ?? '').first()).toBeVisible()
  let hostile: { id: string; subscriber_id: string; description: string }[] = []
  await expect
    .poll(async () => {
      const { data } = await owner.api<{ data: typeof hostile }>(
        'GET',
        `/api/v1/events?site_id=${site.id}&livemode=false&type=charge.succeeded&limit=200`,
      )
      hostile = data.filter(({ description }) => payloads.includes(description))
      return hostile.length
    }, 'all of them are applied')
    .toBe(payloads.length)

  const lists = [`/sites/${site.id}?mode=test`, `/sites/${site.id}/subscribers?mode=test`, connectionPath]
  const own = ['settings', 'events', 'webhook_events'].map((name) => `${connectionPath}/${name}`)
  const details = hostile
    .slice(0, 4)
    .flatMap(({ id, subscriber_id }) => [
      `/sites/${site.id}/events/${id}?mode=test`,
      `/sites/${site.id}/events/${id}?tab=normalized&mode=test`,
      `/sites/${site.id}/events/${id}?tab=raw&mode=test`,
      `/sites/${site.id}/subscribers/${subscriber_id}?mode=test`,
    ])
  const team = connectionPath.split('/').slice(0, 4).join('/')
  for (const path of [...lists, ...own, ...details, `${team}/sites`, `${team}/apps/stripe`]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible()
    const strange = await page.locator('main script, main iframe, main style, main [onerror], main [onload]').count()
    expect(strange, path).toBe(0)
    expect(await page.locator('a[href^="javascript:" i], a[href*="evil.example"]').count(), path).toBe(0)
  }
})
