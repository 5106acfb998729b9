'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { ApiFailure, api } from '@/components/api'
import { inMode, type Mode } from '@/components/layout/mode'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { FlowDetailJson } from '@/lib/flows/json'

type NewFlowProps = {
  siteId: string
  mode: Mode
  /** What it is called until somebody renames it. */
  name: string
  /** Made from this one; without: empty. */
  template?: string
  variant?: 'primary' | 'secondary' | 'ghost'
  className?: string
  /** The act with its object, where several stand beside each other. */
  label?: string
  children: ReactNode
}

/** Makes a flow and opens its editor. */
export function NewFlow(props: NewFlowProps) {
  const { siteId, mode, name, template, variant = 'secondary', className, label, children } = props
  const [made, setMade] = useState(false)
  const router = useRouter()
  const toast = useToast()

  async function create() {
    try {
      const body = { site_id: siteId, livemode: mode === 'live', name, ...(template ? { template } : {}) }
      const { id } = await api<FlowDetailJson>('POST', '/api/v1/flows', body)
      setMade(true)
      router.push(inMode(`/sites/${siteId}/flows/${id}`, mode) as Route)
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      toast({ tone: 'bad', title: 'No flow was made.', description: error.message })
    }
  }

  return (
    <Button variant={variant} busy={made} aria-label={label} className={className} onClick={create}>
      {children}
    </Button>
  )
}
