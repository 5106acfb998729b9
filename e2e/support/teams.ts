import { expect } from '@playwright/test'
import type { Person } from './person'

/** Signs in, invited by an owner, and joins by the mailed invitation, without drawing the pages. */
export async function joins(guest: Person, owner: Person, teamId: string, role: string) {
  await owner.api('POST', '/api/v1/invitations', { team_id: teamId, email: guest.email, role })
  await guest.signsInQuickly()
  const link = await guest.linkFromMailbox(/\/invitations\//)
  const joined = await guest.api<{ team_id: string }>('POST', '/api/v1/invitations/accept', {
    token: new URL(link).pathname.split('/').at(-1) ?? '',
  })
  expect(joined.team_id).toBe(teamId)
}
