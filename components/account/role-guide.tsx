import { Table, Td, Th, Tr } from '@/components/ui/table'
import { type Action, can, roleLabel, roleSentence, rolesInOrder } from '@/lib/tenancy/roles'

const acts: [Action, string][] = [
  ['read', 'See events, subscribers and settings'],
  ['events.raw', 'See raw payloads'],
  ['settings.write', 'Choose what each event does'],
  ['deliveries.retry', 'Retry deliveries and stop retries'],
  ['destinations.manage', 'Add, change, test and remove destinations'],
  ['connections.manage', 'Connect, route, pause and disconnect Stripe accounts'],
  ['sites.manage', 'Create, rename and delete sites'],
  ['members.manage', 'Invite, change and remove members, up to their own role'],
  ['keys.manage', 'Make and revoke API keys'],
  ['team.delete', 'Delete the team; make owners'],
]

/** Which role may do what, drawn from the rule the server asks, so the two cannot differ. */
export function RoleGuide() {
  const roles = rolesInOrder.toReversed()
  return (
    <section aria-labelledby="roles">
      <h2 id="roles" className="mb-2 font-semibold text-lg">
        Roles
      </h2>
      <ul className="mb-4 flex flex-col gap-1 text-muted">
        {roles.map((role) => (
          <li key={role}>{roleSentence(role)}</li>
        ))}
      </ul>
      {/* As cards on a phone it would be a screen per line; there the sentences above say it. */}
      <Table
        className="max-md:hidden"
        label="What each role may do"
        head={
          <Tr>
            <Th>May</Th>
            {roles.map((role) => (
              <Th key={role}>{roleLabel[role]}</Th>
            ))}
          </Tr>
        }
      >
        {acts.map(([action, label]) => (
          <Tr key={action}>
            <Td>{label}</Td>
            {roles.map((role) => (
              <Td key={role} label={roleLabel[role]}>
                {can(role, action) ? 'Yes' : <span className="text-faint">No</span>}
              </Td>
            ))}
          </Tr>
        ))}
      </Table>
    </section>
  )
}
