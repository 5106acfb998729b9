'use client'

import { Ellipsis } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { buttonStyle } from '@/components/ui/button-style'
import { cn } from '@/components/ui/cn'
import { Dialog } from '@/components/ui/dialog'
import { LinkButton } from '@/components/ui/link-button'
import { Popover, popoverItemStyle } from '@/components/ui/popover'
import type { Contents } from '@/lib/sites/contents'
import { contentsWords, holdsNothing } from './contents-words'
import { NameDialog } from './name-dialog'
import { useChange } from './use-change'

type SiteActionsProps = {
  teamId: string
  site: { id: string; name: string }
  /** Names of the connections that point to it. */
  connections: readonly string[]
  onlySite: boolean
  /** What goes with it. */
  contents: Contents
}

/** Rename and delete, for those who may. What stands in the way of deleting is said before one tries. */
export function SiteActions({ teamId, site, connections, onlySite, contents }: SiteActionsProps) {
  const [open, setOpen] = useState<'rename' | 'delete' | null>(null)
  const close = (next: boolean) => (next ? undefined : setOpen(null))
  const blocked = connections.length > 0 || onlySite
  return (
    <>
      <Popover
        label={`Actions for ${site.name}`}
        buttonLabel={`Actions for ${site.name}`}
        align="end"
        className="min-w-44 p-1"
        buttonClassName={buttonStyle({ variant: 'ghost', size: 'icon' })}
        button={<Ellipsis aria-hidden />}
      >
        {(hide) => (
          <>
            <Act
              onClick={() => {
                hide()
                setOpen('rename')
              }}
            >
              Rename…
            </Act>
            <hr className="-mx-1 my-1 border-line" />
            <Act
              danger
              onClick={() => {
                hide()
                setOpen('delete')
              }}
            >
              Delete…
            </Act>
          </>
        )}
      </Popover>
      <NameDialog
        title={`Rename ${site.name}`}
        label="Name of the site"
        act="Rename site"
        done="Renamed."
        value={site.name}
        method="PATCH"
        path={`/sites/${site.id}`}
        open={open === 'rename'}
        onOpenChange={close}
      />
      {blocked ? (
        <Dialog title={`${site.name} cannot be deleted yet`} open={open === 'delete'} onOpenChange={close}>
          <Obstacle teamId={teamId} connections={connections} />
        </Dialog>
      ) : (
        <DeleteSite site={site} contents={contents} open={open === 'delete'} onOpenChange={close} />
      )}
    </>
  )
}

type ActProps = { onClick: () => void; danger?: boolean; children: ReactNode }

const Act = ({ danger, ...rest }: ActProps) => (
  <button type="button" {...rest} className={cn(popoverItemStyle, danger && 'text-bad')} />
)

const list = new Intl.ListFormat('en')

function Obstacle({ teamId, connections }: Pick<SiteActionsProps, 'teamId' | 'connections'>) {
  if (connections.length === 0) return <p>This is the only site of the team. Create another one first.</p>
  return (
    <div className="flex flex-col gap-4">
      <p>
        {list.format(connections)} {connections.length === 1 ? 'points' : 'point'} to this site. Route{' '}
        {connections.length === 1 ? 'it' : 'them'} to another site first; disconnected accounts count, too, because they
        may come back.
      </p>
      <LinkButton href={`/account/teams/${teamId}/apps/stripe`} className="self-start">
        Show connections
      </LinkButton>
    </div>
  )
}

type DeleteSiteProps = {
  site: { id: string; name: string }
  contents: Contents
  open: boolean
  onOpenChange: (open: boolean) => void
}

function DeleteSite({ site, contents, ...dialog }: DeleteSiteProps) {
  const change = useChange(`${site.name} was deleted.`)
  return (
    <AlertDialog
      {...dialog}
      title={`Delete ${site.name}?`}
      description="This cannot be undone."
      stopsHeading="What is deleted"
      stops={[
        holdsNothing(contents)
          ? 'The site itself. Nothing lies on it.'
          : `${contentsWords(contents)}, with all their figures.`,
      ]}
      stays={['Other sites, members and connections stay as they are.', 'Nothing changes in Stripe.']}
      confirmLabel="Delete site"
      typeToConfirm={site.name}
      onConfirm={() => change.mutateAsync({ method: 'DELETE', path: `/sites/${site.id}` })}
    />
  )
}
