'use client'

import { type FormEvent, useState } from 'react'
import { problemOf, useChange } from '@/components/account/use-change'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'

/** Takes rates as pasted CSV; a wrong line is named, and nothing is imported then. */
export function RatesImport() {
  const [csv, setCsv] = useState('')
  const save = useChange<{ imported: number }>('Rates imported. Figures follow in the background.')

  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate({ method: 'POST', path: '/exchange_rates', body: { csv } }, { onSuccess: () => setCsv('') })
  }

  return (
    <form noValidate onSubmit={submit} className="flex max-w-2xl flex-col items-start gap-3">
      <Field
        label="Import rates"
        name="csv"
        className="w-full"
        error={problemOf(save.error, 'csv')}
        hint={
          <>
            CSV with a first line <code className="font-mono">day,from,to,rate</code>: one unit of <i>from</i> was worth{' '}
            <i>rate</i> units of <i>to</i>. A rate there is for that day is replaced. For large files:{' '}
            <code className="font-mono">npm run sluice -- rates import rates.csv</code>
          </>
        }
      >
        <Textarea
          value={csv}
          rows={4}
          spellCheck={false}
          placeholder={'day,from,to,rate\n2026-11-20,EUR,USD,1.0842'}
          className="font-mono text-sm"
          onChange={(event) => setCsv(event.target.value)}
        />
      </Field>
      <Button type="submit" busy={save.isPending} disabled={csv.trim() === ''}>
        Import rates
      </Button>
    </form>
  )
}
