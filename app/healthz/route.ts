/** The process answers; nothing else is asked, so it says 200 while the database is down (DA-17). */
export function GET() {
  return Response.json({ ok: true }, { headers: { 'cache-control': 'no-store' } })
}

export const dynamic = 'force-dynamic'
