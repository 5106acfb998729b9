'use client'

import type { ReactElement } from 'react'
import type { Step } from '@/lib/flows/definition'
import { BranchForm } from './branch-form'
import { DestinationForm } from './destination-form'
import { EmailForm } from './email-form'
import { HttpForm } from './http-form'
import { UpdateForm } from './update-form'
import { WaitForm } from './wait-form'

type StepFormProps = { step: Step; onChange: (step: Step) => void }

/** What can be set about a step. */
export function StepForm({ step, onChange }: StepFormProps): ReactElement | null {
  switch (step.kind) {
    case 'email':
      return <EmailForm step={step} onChange={onChange} />
    case 'wait':
      return <WaitForm step={step} onChange={onChange} />
    case 'branch':
      return <BranchForm step={step} onChange={onChange} />
    case 'update':
      return <UpdateForm step={step} onChange={onChange} />
    case 'destination':
      return <DestinationForm step={step} onChange={onChange} />
    case 'http':
      return <HttpForm step={step} onChange={onChange} />
    case 'end':
      return null
  }
}
