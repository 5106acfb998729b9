'use client'

import { useRouter } from 'next/navigation'
import { api } from '@/components/api'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { Leaver } from '@/lib/subscribers/move'
import { isolated } from '@/lib/text/isolated'

type SeparateButtonProps = { subscriberId: string; leaver: Leaver; name: string }

/** Takes back a merge for one customer or guest. */
export function SeparateButton({ subscriberId, leaver, name }: SeparateButtonProps) {
  const router = useRouter()
  const toast = useToast()

  async function separate() {
    const body = 'customerId' in leaver ? { customer_id: leaver.customerId } : { email: leaver.email }
    await api('POST', `/api/v1/subscribers/${subscriberId}/split`, body)
    toast({ title: `${isolated(name)} is separated.` })
    router.refresh()
  }

  return (
    <AlertDialog
      title={`Separate ${isolated(name)}?`}
      description="Their payments, subscriptions and events leave this subscriber and go to whoever has their own address."
      stays={['No event is lost, and the two can be merged again.']}
      confirmLabel="Separate"
      tone="primary"
      onConfirm={separate}
      trigger={
        <Button variant="ghost" size="sm" className="-ml-2" aria-label={`Separate ${isolated(name)}`}>
          Separate
        </Button>
      }
    />
  )
}
