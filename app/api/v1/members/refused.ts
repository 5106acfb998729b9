import type { MemberRefusal } from '@/lib/teams/members'
import { ApiError, notFound } from '../../endpoint'

/** Why a seat in a team was not changed, as an answer. */
export function memberRefused(reason: MemberRefusal): ApiError {
  if (reason === 'no_member') return notFound()
  if (reason === 'above_your_role') {
    return new ApiError(403, reason, 'You cannot change someone above your own role, or give a role above it.')
  }
  return new ApiError(409, reason, 'A team needs an owner. Make someone else an owner first.')
}
