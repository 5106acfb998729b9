'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ApiFailure, api } from '@/components/api'
import { Card } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SaveBar } from '@/components/ui/save-bar'
import { Select } from '@/components/ui/select'
import { useToast } from '@/components/ui/toast'
import type { MoneyPolicy } from '@/lib/sites/money-policy'
import {
  changeOf,
  chosenIn,
  defaultOf,
  type PolicyChoice,
  type PolicyLine,
  policyLines,
} from '@/lib/sites/policy-words'

type MoneyPolicyFormProps = {
  siteId: string
  saved: MoneyPolicy
  /** The code figures are reported in; empty = as the Stripe account has it. */
  savedCurrency: string
  /** Without it the lines are shown and cannot be changed. */
  mayChange: boolean
}

/** How the site counts: every line with its choices in words, one save bar for all. */
export function MoneyPolicyForm({ siteId, saved, savedCurrency, mayChange }: MoneyPolicyFormProps) {
  const [changes, setChanges] = useState<ReadonlyMap<PolicyLine, string>>(new Map())
  const [currency, setCurrency] = useState(savedCurrency)
  const [failure, setFailure] = useState<ApiFailure>()
  const router = useRouter()
  const toast = useToast()

  function choose(line: PolicyLine, value: string) {
    const next = new Map(changes)
    if (value === chosenIn(saved, line)) next.delete(line)
    else next.set(line, value)
    setChanges(next)
  }

  const otherCurrency = currency.trim().toUpperCase() !== savedCurrency

  async function save() {
    setFailure(undefined)
    try {
      const chosen = [...changes].map(([line, value]) => ({ line, value }))
      await api('PATCH', `/api/v1/sites/${siteId}`, {
        ...(chosen.length > 0 ? { money_policy: changeOf(chosen) } : {}),
        ...(otherCurrency ? { reporting_currency: currency } : {}),
      })
      setChanges(new Map())
      toast({ title: 'Saved.', description: 'All figures of this site are being computed again, history included.' })
      router.refresh()
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setFailure(error)
    }
  }

  const lineOf = (line: PolicyLine) => (
    <Line
      key={`${line.figure}.${line.name}`}
      line={line}
      value={changes.get(line) ?? chosenIn(saved, line)}
      {...(mayChange ? { onChoose: (value: string) => choose(line, value) } : {})}
    />
  )
  return (
    <>
      <div className="flex flex-col gap-4">
        <ReportingCurrency
          value={currency}
          error={failure?.fields.reporting_currency}
          {...(mayChange ? { onChange: setCurrency } : {})}
        />
        {figures.map(({ figure, title, description }) => (
          <Card key={figure} title={title} description={description} flush>
            <div className="divide-y divide-line border-line border-t">
              {policyLines.filter((line) => line.figure === figure).map(lineOf)}
            </div>
          </Card>
        ))}
      </div>
      <SaveBar
        count={changes.size + (otherCurrency ? 1 : 0)}
        onSave={save}
        onDiscard={() => {
          setChanges(new Map())
          setCurrency(savedCurrency)
          setFailure(undefined)
        }}
        problem={failure?.message}
      />
    </>
  )
}

const figures = [
  {
    figure: 'mrr',
    title: 'Monthly recurring revenue',
    description: 'Active and past due subscriptions count; a year is divided by twelve, metered usage is left out.',
  },
  {
    figure: 'ltv',
    title: 'Lifetime value',
    description: 'What was collected, less refunds and disputes, charge by charge.',
  },
] as const

type ReportingCurrencyProps = {
  value: string
  error: string | undefined
  /** Left out where it may only be read. */
  onChange?: (code: string) => void
}

/** In which currency one figure stands for all, and how money comes into it. */
function ReportingCurrency({ value, error, onChange }: ReportingCurrencyProps) {
  const fallback = 'Empty: the default currency of the Stripe account, else that of the first payment.'
  return (
    <Card
      title="Reporting currency"
      description="Lifetime value and MRR are shown in one currency. Money in others is converted, never added as it is."
      flush
    >
      <div className="border-line border-t px-5 py-4">
        {onChange ? (
          <Field
            name="reporting_currency"
            label="Currency code"
            hint={`Three letters, such as EUR. ${fallback}`}
            error={error}
          >
            <Input
              className="max-w-32 uppercase"
              value={value}
              maxLength={3}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              onChange={(event) => onChange(event.target.value)}
            />
          </Field>
        ) : (
          <>
            <p className="font-medium">{value || 'That of the Stripe account'}</p>
            <p className="text-muted text-sm">{fallback}</p>
          </>
        )}
      </div>
      <dl className="grid gap-x-6 gap-y-3 border-line border-t px-5 py-4 sm:grid-cols-[10rem_1fr]">
        {conversions.map(({ what, how }) => (
          <div key={what} className="contents">
            <dt className="font-medium max-sm:-mb-2">{what}</dt>
            <dd className="max-w-2xl text-muted">{how}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

const conversions = [
  {
    what: 'A payment',
    how: 'Counts as what Stripe booked for it, where Stripe booked it in this currency; else by the rate of the day it was made.',
  },
  { what: 'MRR', how: 'Is converted by today’s latest rate.' },
  {
    what: 'Without a rate',
    how: 'It is left out of the figure and stands beside it in its own currency. A rate may be up to 31 days old.',
  },
  {
    what: 'Where rates come from',
    how: 'The operator of this Sluice imports them, for all sites alike: on the operator page or by “sluice rates import”. None are fetched from the internet.',
  },
]

type LineProps = { line: PolicyLine; value: string; onChoose?: (value: string) => void }

/** One question, the choice made, and what that does to the figure. */
function Line({ line, value, onChoose }: LineProps) {
  const chosen = line.choices.find((choice) => choice.value === value)
  const hint = chosen && wordsOf(line, chosen)
  return (
    <div className="px-5 py-4">
      {onChoose ? (
        <Field name={`money_policy.${line.figure}.${line.name}`} label={line.question} hint={hint}>
          <Select className="max-w-md" options={line.choices} value={value} onValueChange={onChoose} />
        </Field>
      ) : (
        <>
          <p className="font-medium">{line.question}</p>
          <p>{chosen?.label}</p>
          <p className="text-muted text-sm">{hint}</p>
        </>
      )}
    </div>
  )
}

/** What a choice means; Stripe has a rule for MRR only, lifetime value is a figure of ours. */
function wordsOf(line: PolicyLine, { value, means }: PolicyChoice): string {
  if (value !== defaultOf(line)) return means
  return `${line.figure === 'mrr' ? 'Stripe’s rule, the default.' : 'The default.'} ${means}`
}
