import type { Role } from '@/db/schema/teams'

export type { Role }

/** What a route or page may ask for. Each names the least role that may do it. */
export type Action =
  | 'read'
  | 'events.raw'
  | 'settings.write'
  | 'connections.manage'
  | 'sites.manage'
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

const sentences: Record<Role, string> = {
  owner: 'Does everything, also manages owners and can delete the team.',
  admin: 'Connects Stripe, manages sites, API keys and members.',
  marketer: 'Chooses what each event does and edits subscribers.',
  viewer: 'Sees everything but raw payloads, changes nothing.',
}

export const roleSentence = (role: Role) => sentences[role]
