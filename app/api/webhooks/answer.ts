import { refuseBeforeReading, tooLarge } from '@/lib/inbox/http'
import { readCapped } from '@/lib/inbox/read-capped'
import { type Answer, type Door, receive } from '@/lib/inbox/receive'

/** The route-handler twin of lib/inbox/door.ts: same receiver, for any host that runs Next without our launcher. */
export async function answer(request: Request, door: Door): Promise<Response> {
  return toResponse(await decide(request, door))
}

async function decide(request: Request, door: Door): Promise<Answer> {
  const refused = refuseBeforeReading(request.method, (name) => request.headers.get(name))
  if (refused) return refused
  const body = request.body ? await readCapped(request.body) : { bytes: new Uint8Array() }
  if ('tooLarge' in body) return tooLarge
  return receive(body.bytes, request.headers.get('stripe-signature'), door)
}

const toResponse = ({ status, body, headers }: Answer) =>
  new Response(body, {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  })
