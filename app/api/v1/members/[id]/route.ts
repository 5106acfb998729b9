import { z } from 'zod'
import { changeRole, removeMember } from '@/lib/teams/members'
import { roleSchema } from '@/lib/teams/schema'
import type { UserId } from '@/lib/tenancy/ids'
import { byTeam, done, endpoint, json } from '../../../endpoint'
import { memberRefused } from '../refused'

const params = z.object({ id: z.uuid() })

export const PATCH = endpoint(
  {
    summary: 'Give a member another role, never above your own; API keys and open invitations they made above it end',
    allow: 'members.manage',
    team: byTeam(),
    params,
    body: z.object({ role: roleSchema }),
    answer: z.object({ id: z.uuid(), role: roleSchema }),
  },
  async ({ access, params, body }) => {
    const changed = await changeRole(access, params.id as UserId, body.role)
    if (!changed.ok) throw memberRefused(changed.reason)
    return json({ id: params.id, role: changed.value })
  },
)

export const DELETE = endpoint(
  {
    summary: 'Remove a member; the API keys they made and their open invitations end with it',
    allow: 'members.manage',
    team: byTeam(),
    params,
  },
  async ({ access, params }) => {
    const removed = await removeMember(access, params.id as UserId)
    if (!removed.ok) throw memberRefused(removed.reason)
    return done()
  },
)
