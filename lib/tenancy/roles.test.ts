import { expect, test } from 'vitest'
import { type Action, can, joinSentence, mayGive, roleSentence, rolesInOrder, rolesThatMay } from './roles'

/** Design.md decision 14, written out once more by hand. */
const promised: Record<Action, string> = {
  read: 'viewer marketer admin owner',
  'events.raw': 'marketer admin owner',
  'settings.write': 'marketer admin owner',
  'connections.manage': 'admin owner',
  'sites.manage': 'admin owner',
  'destinations.manage': 'admin owner',
  'deliveries.retry': 'marketer admin owner',
  'flows.manage': 'marketer admin owner',
  'subscribers.edit': 'marketer admin owner',
  'keys.manage': 'admin owner',
  'members.manage': 'admin owner',
  'team.delete': 'owner',
  'owners.manage': 'owner',
}

test.each(Object.entries(promised))('%s is for %s', (action, roles) => {
  expect(rolesInOrder.filter((role) => can(role, action as Action)).join(' ')).toBe(roles)
  expect(rolesThatMay(action as Action).join(' ')).toBe(roles)
})

test('AU-04 nobody gives a role above their own, and only admins and owners give any', () => {
  const pairs = rolesInOrder.flatMap((giver) => rolesInOrder.map((role) => `${giver}>${role}:${mayGive(giver, role)}`))
  expect(pairs.filter((pair) => pair.endsWith('true'))).toEqual([
    'admin>viewer:true',
    'admin>marketer:true',
    'admin>admin:true',
    'owner>viewer:true',
    'owner>marketer:true',
    'owner>admin:true',
    'owner>owner:true',
  ])
})

test('each role is said as a whole sentence, about them and to you', () => {
  expect(roleSentence('admin')).toBe('An admin connects Stripe and manages sites, destinations, API keys and members.')
  expect(joinSentence('viewer')).toBe(
    'You join as a viewer: you see everything except raw payloads and change nothing.',
  )
})
