'use client'

import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { useChange } from './use-change'

export function RevokeKey({ id, name }: { id: string; name: string }) {
  const revoke = useChange(`${name} was revoked.`)
  return (
    <AlertDialog
      trigger={
        <Button size="sm" variant="danger-quiet" aria-label={`Revoke ${name}`}>
          Revoke
        </Button>
      }
      title={`Revoke ${name}?`}
      description="A revoked key cannot be brought back; you can make a new one any time."
      stops={['Programs that use this key are refused at once.']}
      stays={['What they did stays.']}
      confirmLabel="Revoke key"
      onConfirm={() => revoke.mutateAsync({ method: 'DELETE', path: `/api_keys/${id}` })}
    />
  )
}
