'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ApiFailure, api } from '@/components/api'
import { Card } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
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
  /** Without it the lines are shown and cannot be changed. */
  mayChange: boolean
}

/** How the site counts: every line with its choices in words, one save bar for all. */
export function MoneyPolicyForm({ siteId, saved, mayChange }: MoneyPolicyFormProps) {
  const [changes, setChanges] = useState<ReadonlyMap<PolicyLine, string>>(new Map())
  const [problem, setProblem] = useState<string>()
  const router = useRouter()
  const toast = useToast()

  function choose(line: PolicyLine, value: string) {
    const next = new Map(changes)
    if (value === chosenIn(saved, line)) next.delete(line)
    else next.set(line, value)
    setChanges(next)
  }

  async function save() {
    setProblem(undefined)
    try {
      const chosen = [...changes].map(([line, value]) => ({ line, value }))
      await api('PATCH', `/api/v1/sites/${siteId}`, { money_policy: changeOf(chosen) })
      setChanges(new Map())
      toast({ title: 'Saved.', description: 'All figures of this site are being computed again, history included.' })
      router.refresh()
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      setProblem(error.message)
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
        {figures.map(({ figure, title, description }) => (
          <Card key={figure} title={title} description={description} flush>
            <div className="divide-y divide-line border-line border-t">
              {policyLines.filter((line) => line.figure === figure).map(lineOf)}
            </div>
          </Card>
        ))}
      </div>
      <SaveBar
        count={changes.size}
        onSave={save}
        onDiscard={() => {
          setChanges(new Map())
          setProblem(undefined)
        }}
        problem={problem}
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

type LineProps = { line: PolicyLine; value: string; onChoose?: (value: string) => void }

/** One question, the choice made, and what that does to the figure. */
function Line({ line, value, onChoose }: LineProps) {
  const chosen = line.choices.find((choice) => choice.value === value)
  const options = line.choices.map((choice) => ({ ...choice, hint: wordsOf(line, choice) }))
  const hint = chosen && wordsOf(line, chosen)
  return (
    <div className="px-5 py-4">
      {onChoose ? (
        <Field name={`money_policy.${line.figure}.${line.name}`} label={line.question} hint={hint}>
          <Select className="max-w-md" options={options} value={value} onValueChange={onChoose} />
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
