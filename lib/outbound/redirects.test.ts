import { describe, expect, test } from 'vitest'
import { client, inside, listen, post, says, saysOk, somewhere } from './testing'

describe('OUT-04 redirects', () => {
  test.each([300, 301, 302, 303, 304, 307, 308, 399])(
    '%i is not followed, and tells where it leads',
    async (status) => {
      const canary = await listen(saysOk, { address: inside })
      const target = `http://${inside}:${canary.port}/latest`
      const { port } = await listen(says(`HTTP/1.1 ${status} Moved\r\nlocation: ${target}`, 'body'))
      expect(await client().request(post(`http://${somewhere}:${port}/`))).toEqual({
        ok: false,
        problem: 'redirected',
        detail: `HTTP ${status} to ${target}`,
      })
      expect(canary.count()).toBe(0)
    },
  )

  test.each([
    ['a path', '/login', /^HTTP 302 to http:\/\/127\.1\.0\.1:\d+\/login$/],
    ['nothing', '', /^HTTP 302 without a target$/],
    ['reordering', 'https://x.example.com/\u202egnp.<script>', /^HTTP 302 to https:\/\/x\.example\.com\/[\w%.]+$/],
    ['no URL', 'http://[oops\u009b31m', /^HTTP 302 to [\w:/%.-]+$/],
    ['too long', `https://x.example.com/${'x'.repeat(3_000)}`, /^HTTP 302 to https:\/\/x\.example\.com\/x+…$/],
  ])('a target that is %s is short and shows no tricks', async (_what, location, said) => {
    const { port } = await listen((socket) =>
      socket.end(Buffer.from(`HTTP/1.1 302 Found\r\nlocation: ${location}\r\n\r\n`)),
    )
    const answered = await client().request(post(`http://${somewhere}:${port}/`))
    expect(answered).toMatchObject({ ok: false, problem: 'redirected', detail: expect.stringMatching(said) })
    expect(answered.ok || answered.detail.length).toBeLessThanOrEqual(200)
  })
})
