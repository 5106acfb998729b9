import { KeyRound } from 'lucide-react'
import { ApiKeyMaker } from '@/components/account/api-key-maker'
import { RevokeKey } from '@/components/account/revoke-key'
import { Card } from '@/components/ui/card'
import { CodeBlock } from '@/components/ui/code-block'
import { EmptyState } from '@/components/ui/empty-state'
import { NoAccess } from '@/components/ui/no-access'
import { PageHeader } from '@/components/ui/page-header'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { requireTeam } from '@/lib/auth'
import { env } from '@/lib/env'
import { type ApiKeyRow, apiKeysOf } from '@/lib/teams/api-keys'
import { whoMay } from '@/lib/teams/queries'
import { can, roleLabel, roleSentence, rolesInOrder } from '@/lib/tenancy/roles'
import { titled } from '../titled'

export const generateMetadata = titled('API keys')

export default async function ApiKeysPage({ params }: PageProps<'/account/teams/[teamId]/api-keys'>) {
  const { teamId, teamName, role } = await requireTeam((await params).teamId)
  if (!can(role, 'keys.manage')) {
    return (
      <>
        <PageHeader title="API keys" />
        <NoAccess title="API keys are for owners and admins" askWho={await whoMay(teamId, 'keys.manage')} />
      </>
    )
  }
  const keys = await apiKeysOf(teamId)
  const options = rolesInOrder
    .filter((one) => one !== 'owner')
    .map((one) => ({ value: one, label: roleLabel[one], hint: roleSentence(one) }))

  return (
    <>
      <PageHeader
        title="API keys"
        description="For programs that read or change this team. A key never manages members, keys or the team itself."
      />
      <div className="flex flex-col gap-6">
        <Card title="Create a key" description="It is shown once. We keep only a fingerprint of it.">
          <ApiKeyMaker teamId={teamId} options={options} />
        </Card>
        {keys.length > 0 ? (
          <KeyTable keys={keys} team={teamName} />
        ) : (
          <Card>
            <EmptyState icon={<KeyRound aria-hidden />} title="No API keys yet">
              Create one to read events and subscribers from your own programs.
            </EmptyState>
          </Card>
        )}
        <Card title="Try it" description="The whole API is described at /api/v1/openapi.json.">
          <CodeBlock label="curl" value={`curl ${env().APP_URL}/api/v1/sites \\\n  -H 'Authorization: Bearer slk_…'`} />
        </Card>
      </div>
    </>
  )
}

function KeyTable({ keys, team }: { keys: ApiKeyRow[]; team: string }) {
  return (
    <Table
      wide
      label={`API keys of ${team}`}
      head={
        <Tr>
          <Th>Name</Th>
          <Th>Key</Th>
          <Th>Role</Th>
          <Th>Created</Th>
          <Th>Last used</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </Tr>
      }
    >
      {keys.map((key) => (
        <Tr key={key.id}>
          <Td>
            <span className="font-medium">{key.name}</span>
          </Td>
          <Td label="Key">
            <code className="text-sm">{key.prefix}…</code>
          </Td>
          <Td label="Role">{roleLabel[key.role]}</Td>
          <Td label="Created">
            <span>
              <Time value={key.createdAt.toISOString()} />
              {key.createdBy ? (
                <span className="block wrap-anywhere text-muted text-sm">by {key.createdBy}</span>
              ) : null}
            </span>
          </Td>
          <Td label="Last used">
            {key.lastUsedAt ? <Time value={key.lastUsedAt.toISOString()} /> : <span className="text-muted">Never</span>}
          </Td>
          <Td numeric>
            <RevokeKey id={key.id} name={key.name} />
          </Td>
        </Tr>
      ))}
    </Table>
  )
}
