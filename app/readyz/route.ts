import { readiness } from '@/lib/health'

/** 200 when this process may be sent work: database, schema and unique indexes are there; else 503 and which is not. */
export async function GET() {
  const found = await readiness()
  return Response.json(found, { status: found.ok ? 200 : 503, headers: { 'cache-control': 'no-store' } })
}
