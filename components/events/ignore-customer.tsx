'use client'

import { Ban, Undo2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { ApiFailure } from '@/components/api'
import { changeIgnored } from '@/components/connections/change-ignored'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'

type IgnoreCustomerProps = { connectionId: string; customerId: string; ignored: boolean }

/** Puts a customer on the ignore list of its connection, or takes it off; it can be undone, so it acts at once. */
export function IgnoreCustomer({ connectionId, customerId, ignored }: IgnoreCustomerProps) {
  const router = useRouter()
  const toast = useToast()

  async function change(next: boolean) {
    try {
      await changeIgnored(connectionId, customerId, next)
      toast({
        title: next ? `Events of ${customerId} change nothing from now on.` : `Events of ${customerId} count again.`,
        ...(next ? { description: 'What was counted stays.' } : {}),
        action: { label: 'Undo', onClick: () => void change(!next) },
      })
      router.refresh()
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      toast({ tone: 'bad', title: 'Could not change the ignore list.', description: error.message })
    }
  }

  return (
    <Button size="sm" className="text-muted hover:text-ink" onClick={() => change(!ignored)}>
      {ignored ? <Undo2 aria-hidden /> : <Ban aria-hidden />}
      {ignored ? 'Stop ignoring this customer' : 'Ignore this customer’s events'}
    </Button>
  )
}
