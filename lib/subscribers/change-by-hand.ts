import type { TeamId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { type AuditActor, audit } from '@/lib/audit'
import { subscribeAgain, unsubscribe } from '@/lib/suppression/unsubscribe'
import type { PersonChange } from './change'
import { editSubscriber } from './edit'
import { leaderOf } from './leader'
import { currentSubscribers } from './read-people'

/** What somebody of the team, or their program, says of a subscriber; done within a moment. False: there is none with this id. */
export function changeByHand(
  teamId: TeamId,
  id: string,
  { unsubscribed, ...change }: PersonChange,
  actor: AuditActor,
): Promise<boolean> {
  return withTeams(teamId, async (tx) => {
    const person = (await currentSubscribers(tx, teamId, [id])).get(id)
    if (!person) return false
    const { siteId, livemode, email } = person
    const recipient = { teamId, siteId, livemode, email, partyKey: await leaderOf(tx, person) }
    if (Object.keys(change).length > 0) await editSubscriber(tx, recipient, change)
    if (unsubscribed === true) await unsubscribe(tx, recipient, 'By hand.')
    if (unsubscribed === false) await subscribeAgain(tx, recipient, 'hand')
    await audit(tx, {
      teamId,
      actor,
      action: 'subscriber.edited',
      subject: person.id,
      detail: named(change, unsubscribed),
    })
    return true
  })
}

/** What was changed, not to what: values are a person's data. */
const named = ({ tags, fields, user_group }: PersonChange, unsubscribed: boolean | undefined) => ({
  ...(tags ? { tags: tags.add.length + tags.remove.length } : {}),
  ...(fields ? { fields: Object.keys(fields) } : {}),
  ...(user_group === undefined ? {} : { user_group: true }),
  ...(unsubscribed === undefined ? {} : { unsubscribed }),
})
