'use client'

import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { useChange } from './use-change'

/** Send an invitation again, or take it back. Both are easily mended, so neither asks first. */
export function InvitationActions({ id, email }: { id: string; email: string }) {
  const toast = useToast()
  const resend = useChange(`Sent again to ${email}. The earlier link no longer works.`)
  const revoke = useChange(`The invitation to ${email} no longer works.`)
  const onError = (error: Error) => toast({ title: error.message, tone: 'bad' })
  return (
    <div className="flex justify-end gap-2">
      <Button
        size="sm"
        busy={resend.isPending}
        aria-label={`Send the invitation to ${email} again`}
        onClick={() => resend.mutate({ method: 'POST', path: `/invitations/${id}/resend` }, { onError })}
      >
        Send again
      </Button>
      <Button
        size="sm"
        variant="danger-quiet"
        busy={revoke.isPending}
        aria-label={`Revoke the invitation to ${email}`}
        onClick={() => revoke.mutate({ method: 'DELETE', path: `/invitations/${id}` }, { onError })}
      >
        Revoke
      </Button>
    </div>
  )
}
