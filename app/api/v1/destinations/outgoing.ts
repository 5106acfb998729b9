import { tooMany } from '@/app/api/endpoint'
import { callsToReceivers, takeOne } from '@/lib/auth/rate-limit'
import { guardedHttp } from '@/lib/outbound/client'
import type { TeamId } from '@/lib/tenancy/ids'

/** The guarded client, for as many calls as a team may cause by hand (DA-18). */
export async function outgoing(teamId: TeamId) {
  const wait = await takeOne(callsToReceivers, teamId)
  if (wait > 0) throw tooMany(wait, `That was often. Try again in ${wait} s.`)
  return guardedHttp()
}
