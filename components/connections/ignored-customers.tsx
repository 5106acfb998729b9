'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ApiFailure } from '@/components/api'
import { inMode, type Mode } from '@/components/layout/mode'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Link } from '@/components/ui/link'
import { useToast } from '@/components/ui/toast'
import type { IgnoredCustomers as List } from '@/lib/connections/ignored-customers'
import { isolated } from '@/lib/text/isolated'
import { changeIgnored } from './change-ignored'

type IgnoredCustomersProps = {
  connectionId: string
  /** Where the connection's people are: `/sites/…`. */
  sitePath: string
  mode: Mode
  initial: List['data']
  readOnly: boolean
}

/** Customers whose events change nothing: added by id, removed with one click; both hold at once. */
export function IgnoredCustomers({ connectionId, sitePath, mode, initial, readOnly }: IgnoredCustomersProps) {
  const [listed, setListed] = useState(initial)
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string>()
  const router = useRouter()
  const toast = useToast()

  async function change(customerId: string, ignored: boolean) {
    setProblem(undefined)
    try {
      setListed((await changeIgnored(connectionId, customerId, ignored)).data)
      setTyped('')
      toast({
        title: ignored ? `Events of ${customerId} change nothing from now on.` : `Events of ${customerId} count again.`,
        action: { label: 'Undo', onClick: () => void change(customerId, !ignored) },
      })
      router.refresh()
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setProblem(Object.values(error.fields)[0] ?? error.message)
    }
  }

  return (
    <Card
      id="ignored"
      className="mt-6"
      title="Ignored customers"
      description="Their events are kept and change nothing: no money, no plan, no flow. What was counted before stays."
    >
      <div className="flex flex-col gap-4">
        {listed.length > 0 ? (
          <ul className="divide-y divide-line">
            {listed.map(({ customer_id: id, subscriber }) => (
              <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-1.5">
                <span className="min-w-0">
                  <code className="break-all font-mono text-sm">{id}</code>
                  {subscriber ? (
                    <Link href={inMode(`${sitePath}/subscribers/${subscriber.id}`, mode)} className="ml-2 text-link">
                      {isolated(subscriber.name ?? subscriber.email)}
                    </Link>
                  ) : null}
                </span>
                {readOnly ? null : (
                  <Button size="sm" aria-label={`Stop ignoring ${id}`} onClick={() => change(id, false)}>
                    Stop ignoring
                  </Button>
                )}
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-muted">Nobody is ignored.</p>
        )}
        {readOnly ? null : (
          <form
            className="flex max-w-md items-end gap-2"
            onSubmit={(event) => {
              event.preventDefault()
              if (typed.trim()) void change(typed.trim(), true)
            }}
          >
            <Field label="Stripe customer id" error={problem} className="flex-1">
              <Input
                value={typed}
                maxLength={255}
                placeholder="cus_…"
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setTyped(event.target.value)}
              />
            </Field>
            <Button type="submit" className={problem ? 'mb-7' : undefined}>
              Ignore
            </Button>
          </form>
        )}
      </div>
    </Card>
  )
}
