'use client'

import { useRouter } from 'next/navigation'
import { api } from '@/components/api'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { subscribersWords } from './words'

type DisconnectButtonProps = {
  connectionId: string
  name: string
  /** On the present site, and on those routed to before. */
  subscribers: readonly { siteName: string; count: number }[]
  /** Does Stripe hold a grant of ours that ends too? */
  holdsGrant: boolean
}

/** Asks with numbers, then ends the connection at once. */
export function DisconnectButton({ connectionId, name, subscribers, holdsGrant }: DisconnectButtonProps) {
  const router = useRouter()
  const toast = useToast()

  async function disconnect() {
    await api('DELETE', `/api/v1/connections/${connectionId}`)
    toast({ title: `${name} is disconnected.`, description: 'Nothing was deleted. You can reconnect any time.' })
    router.refresh()
  }

  return (
    <AlertDialog
      title={`Disconnect ${name}?`}
      stops={[
        `Events from ${name} stop at once.`,
        ...(holdsGrant ? ['Sluice gives up its access at Stripe. If Stripe does not answer, we keep trying.'] : []),
      ]}
      stays={[
        `${peopleWords(subscribers)} and the whole history stay.`,
        'Your event settings stay.',
        'You can reconnect any time: the same history goes on.',
      ]}
      confirmLabel={`Disconnect ${name}`}
      onConfirm={disconnect}
      trigger={<Button variant="danger-quiet">Disconnect</Button>}
    />
  )
}

/** "13 subscribers on Main, 4 subscribers on Wholesale"; sites without any are left out, but never all of them. */
function peopleWords(subscribers: DisconnectButtonProps['subscribers']): string {
  const some = subscribers.filter(({ count }) => count > 0)
  const told = some.length > 0 ? some : subscribers.slice(0, 1)
  return told.map(({ siteName, count }) => `${subscribersWords(count)} on ${siteName}`).join(', ')
}
