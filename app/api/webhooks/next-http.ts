import { readCapped } from '@/lib/inbox/read-capped'
import { type Answer, receive, type WebhookUrl } from '@/lib/inbox/receive'
import { refuseBeforeReading, tooLarge } from '@/lib/inbox/refuse-early'

/** The route-handler twin of lib/inbox/node-http.ts: same receiver, for any host that runs Next without our launcher. */
export async function answer(request: Request, url: WebhookUrl): Promise<Response> {
  return toResponse(await decide(request, url))
}

async function decide(request: Request, url: WebhookUrl): Promise<Answer> {
  const refused = refuseBeforeReading(request.method, (name) => request.headers.get(name))
  if (refused) return refused
  const body = request.body ? await readCapped(request.body) : { bytes: new Uint8Array() }
  if ('tooLarge' in body) return tooLarge
  return receive(body.bytes, request.headers.get('stripe-signature'), url)
}

const toResponse = ({ status, body, headers }: Answer) =>
  new Response(body, {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  })
