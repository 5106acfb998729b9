import { log } from '@/lib/log'
import { followUnsubscribeLink } from '@/lib/suppression/by-link'
import { isUnavailable } from '@/lib/tenancy/unavailable'

type Context = { params: Promise<{ token: string }> }

/** RFC 8058: mail programs post `List-Unsubscribe=One-Click`, from wherever they are; the page's form posts what it wants. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params
  const wants = wantsIn(await bodyOf(request))
  try {
    const followed = await followUnsubscribeLink(token, wants ?? 'none')
    // Back to the page, which says what is so now. A mail program must not be redirected.
    if (wants && (followed.ok || followed.reason === 'unknown'))
      return seeOther(`/unsubscribe/${token}${wants === 'again' ? '?again=1' : ''}`)
    if (followed.ok) return said(200, 'You are unsubscribed.')
    if (followed.reason === 'unknown') return said(404, 'This link does not work.')
    return said(429, 'Too many tries. Try again later.', { 'retry-after': String(followed.wait) })
  } catch (error) {
    if (!isUnavailable(error)) log.error('unsubscribing failed', { error })
    return said(503, 'This does not work right now. Try again in a minute.', { 'retry-after': '60' })
  }
}

/** Some mail programs open the header's address instead of posting to it: that shows the page, and changes nothing. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { token } = await params
  return seeOther(`/unsubscribe/${token}`)
}

function wantsIn(body: string): 'none' | 'again' | null {
  const wants = new URLSearchParams(body).get('wants')
  return wants === 'none' || wants === 'again' ? wants : null
}

/** As much of it as a form of ours has. */
async function bodyOf(request: Request): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body ?? []) {
    chunks.push(chunk)
    length += chunk.byteLength
    if (length >= 1_000) break
  }
  return Buffer.concat(chunks).subarray(0, 1_000).toString('utf8')
}

const seeOther = (path: string) => new Response(null, { status: 303, headers: { location: encodeURI(path) } })

const said = (status: number, words: string, headers: Record<string, string> = {}) =>
  new Response(`${words}\n`, { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers } })
