'use client'

import { useMutation } from '@tanstack/react-query'
import { api } from '@/components/api'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { useHydrated } from './use-hydrated'

/** Joins the team the invitation is for. */
export function AcceptInvitation({ token, team }: { token: string; team: string }) {
  const hydrated = useHydrated()
  const press = useMutation({
    mutationFn: () => api<{ team_id: string; site_id: string | null }>('POST', '/api/v1/invitations/accept', { token }),
    onSuccess: ({ team_id, site_id }) =>
      location.replace(site_id ? `/sites/${site_id}` : `/account/teams/${team_id}/sites`),
  })
  return (
    <div className="flex flex-col gap-4">
      {press.error ? <Banner tone="bad" title={press.error.message} /> : null}
      <Button
        disabled={!hydrated}
        variant="primary"
        busy={press.isPending || press.isSuccess}
        onClick={() => press.mutate()}
      >
        {`Join ${team}`}
      </Button>
    </div>
  )
}
