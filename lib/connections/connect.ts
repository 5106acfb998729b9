import type { SiteId, TeamId, UserId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { audit } from '@/lib/audit'
import { enqueue } from '@/lib/jobs'
import { isStripeAccount, retrieveAccount, type StripeAccount } from '@/lib/stripe/accounts'
import { authorizeUrl, type Exchange, exchangeCode } from '@/lib/stripe/connect'
import { membershipsOf } from '@/lib/tenancy/memberships'
import { can } from '@/lib/tenancy/roles'
import { type Actor, sluice } from './actor'
import type { ConnectProblem } from './connect-problems'
import { strayGrantJob } from './jobs'
import { type Linked, link } from './link'
import { type OAuthState, openState, takeState } from './oauth-states'

/** The signed-in person at this browser. */
export interface Visitor {
  id: UserId
  label: string
  sessionHash: string
}

interface Start {
  visitor: Visitor
  teamId: TeamId
  siteId: SiteId
  /** Did the person ask for that site, or is it where a new account lands? */
  siteChosen: boolean
  livemode: boolean
  /** A path on this origin, already checked. */
  returnTo: string | null
}

/** Opens a round trip bound to everything about it and returns the address at Stripe. The role is the caller's to check. */
export async function beginConnect({ visitor, ...target }: Start): Promise<string> {
  const state = await openState({ userId: visitor.id, sessionHash: visitor.sessionHash, ...target })
  return authorizeUrl({ livemode: target.livemode, state })
}

/** What Stripe sent the browser back with. */
export interface Callback {
  state: string | null
  code: string | null
  error: string | null
}

export type Finish =
  | ({ outcome: 'connected'; teamId: TeamId; returnTo: string | null } & Linked)
  /** `again` only when the visitor may know it: the round trip was their own. */
  | { outcome: 'problem'; problem: ConnectProblem; again: Again | null }

/** What the person had asked for, to ask for it once more. */
export interface Again {
  teamId: TeamId
  /** Null when none was chosen, or the chosen one is gone. */
  siteId: SiteId | null
  livemode: boolean
  returnTo: string | null
}

/**
 * Ends a round trip: the state is used up first, then checked against person, session and role, then the code is
 * exchanged once, and only a grant Stripe confirms is stored. Whatever goes wrong, nothing is half done.
 */
export async function finishConnect(callback: Callback, visitor: Visitor | null): Promise<Finish> {
  const taken = await takeState(callback.state)
  if (taken.found === 'nothing') return { outcome: 'problem', problem: 'state', again: null }

  const { bound } = taken
  if (!visitor || visitor.id !== bound.userId || visitor.sessionHash !== bound.sessionHash) {
    await recordRefusal(bound, 'other_session', sluice)
    return { outcome: 'problem', problem: 'other_session', again: null }
  }
  const problem = (name: ConnectProblem): Finish => ({
    outcome: 'problem',
    problem: name,
    again: againOf(bound, name),
  })
  if (taken.found === 'expired') return problem('expired')

  const actor: Actor = { kind: 'user', id: visitor.id, label: visitor.label }
  if (!(await mayConnect(bound))) {
    await recordRefusal(bound, 'not_allowed', actor)
    return problem('not_allowed')
  }
  if (callback.error !== null) return problem(callback.error === 'access_denied' ? 'cancelled' : 'stripe_error')
  if (!callback.code || !/^[\w-]{1,255}$/.test(callback.code)) return problem('code_refused')

  const exchange = await exchangeCode({ code: callback.code, livemode: bound.livemode })
  const grant = await settle(exchange, bound.livemode)
  if ('problem' in grant) {
    if (grant.problem === 'wrong_mode' || grant.problem === 'bad_account')
      await recordRefusal(bound, grant.problem, actor)
    return problem(grant.problem)
  }

  const { teamId, siteId, siteChosen, livemode, returnTo } = bound
  const linked = await link({ teamId, siteId, siteChosen, livemode, actor, ...grant })
  if (linked.ok) return { outcome: 'connected', teamId, returnTo, ...linked.value }
  // Stripe has granted by now. A taken account's grant is its holder's; any other that nobody uses is given back.
  await recordRefusal(bound, linked.reason, actor, linked.reason === 'taken' ? null : grant.account)
  return problem(linked.reason)
}

function againOf({ teamId, siteId, siteChosen, livemode, returnTo }: OAuthState, problem: ConnectProblem): Again {
  return { teamId, siteId: siteChosen && problem !== 'unknown_site' ? siteId : null, livemode, returnTo }
}

type Grant = { account: string; scope: string | null; known: StripeAccount | null }

/** From Stripe's answer to something we may store: the mode and the id must fit, and Stripe must let us read the account. */
async function settle(exchange: Exchange, livemode: boolean): Promise<Grant | { problem: ConnectProblem }> {
  if (exchange.outcome === 'refused') return { problem: 'code_refused' }
  const { account } = exchange
  if (account === null) return { problem: 'unclear' }
  if (!isStripeAccount(account)) return { problem: 'bad_account' }
  if (exchange.outcome === 'granted' && exchange.livemode !== livemode) return { problem: 'wrong_mode' }

  const probe = await retrieveAccount(account, livemode)
  if (probe.ok) {
    const scope = exchange.outcome === 'granted' ? exchange.scope : null
    return probe.value.id === account ? { account, scope, known: probe.value } : { problem: 'not_confirmed' }
  }
  if (probe.reason === 'not_connected') return { problem: 'not_confirmed' }
  // A clear grant stands although the account cannot be read just now; an unclear one does not.
  return exchange.outcome === 'granted' ? { account, scope: exchange.scope, known: null } : { problem: 'unclear' }
}

async function mayConnect({ userId, teamId }: OAuthState): Promise<boolean> {
  const membership = (await membershipsOf(userId)).find((one) => one.teamId === teamId)
  return membership !== undefined && can(membership.role, 'connections.manage')
}

/** `unused`: an account Stripe has just granted and no connection came of. The job looks again before it lets go. */
function recordRefusal(
  { teamId, livemode, siteId }: OAuthState,
  reason: ConnectProblem,
  actor: Actor,
  unused: string | null = null,
) {
  return withTeams(teamId, async (tx) => {
    await audit(tx, { teamId, actor, action: 'connection.refused', detail: { reason, livemode, site_id: siteId } })
    if (unused) await enqueue(tx, [strayGrantJob(teamId, unused, livemode)])
  })
}
