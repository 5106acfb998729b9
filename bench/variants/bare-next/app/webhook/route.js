import { receive } from '../../../micro-batch.mjs'

export async function POST(request) {
  const body = Buffer.from(await request.arrayBuffer())
  const isKept = await receive(body, request.headers.get('stripe-signature'))
  return Response.json({ received: isKept }, { status: isKept ? 200 : 400 })
}
