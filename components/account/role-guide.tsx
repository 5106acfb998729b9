import { Card } from '@/components/ui/card'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { type Action, can, roleLabel, roleSentence, rolesInOrder } from '@/lib/tenancy/roles'

const acts: [Action, string][] = [
  ['read', 'See events, subscribers and settings'],
  ['events.raw', 'See raw payloads'],
  ['settings.write', 'Choose what each event does'],
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
    <Card title="Roles" flush>
      <ul className="flex flex-col gap-1 px-5 pb-4 text-muted">
        {roles.map((role) => (
          <li key={role}>
            <span className="font-medium text-ink">{roleLabel[role]}</span>: {roleSentence(role)}
          </li>
        ))}
      </ul>
      <Table
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
    </Card>
  )
}
