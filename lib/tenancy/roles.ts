import type { Role } from '@/db/schema/teams'

export type { Role }

/** What a route or page may ask for. Each names the least role that may do it. */
export type Action =
  | 'read'
  | 'events.raw'
  | 'settings.write'
  | 'connections.manage'
  | 'sites.manage'
  | 'destinations.manage'
  | 'deliveries.retry'
  | 'flows.manage'
  | 'subscribers.edit'
  | 'keys.manage'
  | 'members.manage'
  | 'team.delete'
  | 'owners.manage'

const least: Record<Action, Role> = {
  read: 'viewer',
  'events.raw': 'marketer',
  'settings.write': 'marketer',
  'connections.manage': 'admin',
  'sites.manage': 'admin',
  'destinations.manage': 'admin',
  'deliveries.retry': 'marketer',
  'flows.manage': 'marketer',
  'subscribers.edit': 'marketer',
  'keys.manage': 'admin',
  'members.manage': 'admin',
  'team.delete': 'owner',
  'owners.manage': 'owner',
}

const rank: Record<Role, number> = { viewer: 0, marketer: 1, admin: 2, owner: 3 }

/** From the least to the most powerful. */
export const rolesInOrder: readonly Role[] = ['viewer', 'marketer', 'admin', 'owner']

/** True when `role` has every right `other` has. */
export const atLeast = (role: Role, other: Role) => rank[role] >= rank[other]

export const can = (role: Role, action: Action) => atLeast(role, least[action])

/** The roles that may do it, to name the people to ask. */
export const rolesThatMay = (action: Action) => rolesInOrder.filter((role) => can(role, action))

/** Nobody gives a role above their own (AU-04); owners alone make owners. */
export const mayGive = (giver: Role, role: Role) => can(giver, 'members.manage') && atLeast(giver, role)

export const roleLabel: Record<Role, string> = {
  owner: 'Owner',
  admin: 'Admin',
  marketer: 'Marketer',
  viewer: 'Viewer',
}

/** What each role does, as "they do" and "you do"; both go on after a name. */
const acts: Record<Role, { they: string; you: string }> = {
  owner: {
    they: 'does everything, manages owners too and can delete the team',
    you: 'do everything, manage owners too and can delete the team',
  },
  admin: {
    they: 'connects Stripe and manages sites, destinations, API keys and members',
    you: 'connect Stripe and manage sites, destinations, API keys and members',
  },
  marketer: {
    they: 'builds flows, chooses what each event does, merges and edits subscribers, and sees raw payloads',
    you: 'build flows, choose what each event does, merge and edit subscribers, and see raw payloads',
  },
  viewer: {
    they: 'sees everything except raw payloads and changes nothing',
    you: 'see everything except raw payloads and change nothing',
  },
}

const withArticle = (role: Role) =>
  `${role === 'owner' || role === 'admin' ? 'an' : 'a'} ${roleLabel[role].toLowerCase()}`

/** "A viewer sees everything except raw payloads and changes nothing." */
export const roleSentence = (role: Role) => `A${withArticle(role).slice(1)} ${acts[role].they}.`

/** "You join as a viewer: you see everything except raw payloads and change nothing." */
export const joinSentence = (role: Role) => `You join as ${withArticle(role)}: you ${acts[role].you}.`
