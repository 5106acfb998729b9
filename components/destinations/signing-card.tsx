'use client'

import { useState } from 'react'
import { api } from '@/components/api'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { useLater } from '@/components/ui/later'
import { Select } from '@/components/ui/select'
import { Countdown } from './countdown'

type SigningCardProps = {
  destinationId: string
  /** Until when the secret before the present one signs too. */
  overlapEnds: string | null
  mayManage: boolean
}

const overlaps = [
  { value: '0', label: 'Not at all: it leaked' },
  { value: '1', label: '1 hour' },
  { value: '24', label: '24 hours' },
  { value: '72', label: '3 days' },
  { value: '168', label: '7 days' },
]

const load = () => import('@/components/ui/secret-once').then(({ SecretOnce }) => SecretOnce)

/** The secret events are signed with: replaced by a new one, while the old one signs beside it for a while. */
export function SigningCard({ destinationId, overlapEnds, mayManage }: SigningCardProps) {
  const [hours, setHours] = useState('24')
  const [secret, setSecret] = useState<string>()
  const [ends, setEnds] = useState(overlapEnds)
  const words = overlaps.find(({ value }) => value === hours)?.label

  async function rotate() {
    const overlap = Number(hours)
    const made = await api<{ signing_secret: string }>('POST', `/api/v1/destinations/${destinationId}/rotate`, {
      overlap_hours: overlap,
    })
    setSecret(made.signing_secret)
    setEnds(overlap === 0 ? null : new Date(Date.now() + overlap * 3_600_000).toISOString())
  }

  const SecretOnce = useLater(secret !== undefined, load)
  if (secret && SecretOnce) {
    return (
      <SecretOnce
        title="The new signing secret"
        secret={secret}
        note="We keep it sealed and show it nowhere again."
        copyLabel="Copy signing secret"
        onStored={() => setSecret(undefined)}
      />
    )
  }
  return (
    <Card
      title="Signing secret"
      description="Your server checks with it that an event is from Sluice. It was shown once; a lost one is replaced here."
    >
      {ends ? (
        <p className="mb-4">
          Two secrets sign now, so your server may check with either. The old one ends <Countdown until={ends} />.
        </p>
      ) : null}
      {mayManage ? (
        <div className="flex flex-wrap items-end gap-3">
          <Field label="The old one goes on signing for" className="w-64">
            <Select options={overlaps} value={hours} onValueChange={setHours} />
          </Field>
          <AlertDialog
            tone={hours === '0' ? 'danger' : 'primary'}
            title="Make a new signing secret?"
            stops={[
              hours === '0'
                ? 'The present secret stops at once: your server refuses events until it has the new one. They are tried again.'
                : `The present secret stops in ${words}. Until then both sign, and your server may check with either.`,
            ]}
            stays={['Address, headers, events and everything that was delivered.']}
            confirmLabel="Make a new secret"
            onConfirm={rotate}
            trigger={<Button>Make a new secret</Button>}
          />
        </div>
      ) : null}
    </Card>
  )
}
