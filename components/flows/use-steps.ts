'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { useAnnounce } from '@/components/ui/announcer'
import { useToast } from '@/components/ui/toast'
import type { Step, StepKind } from '@/lib/flows/definition'
import {
  change as changed,
  type Direction,
  duplicate,
  insert,
  listAt,
  move,
  remove,
  type Spot,
  spotOf,
  stepOf,
} from './edit-steps'
import { useEditor } from './editor-context'
import { kindLabel, newId, newStep } from './new-step'
import { placeWords } from './step-numbers'

/** A part of a step's line that can have the focus. */
export type Part = 'line' | 'up' | 'down' | 'form'

export const lineId = (id: string) => `step-${id}`

/** Which step is open, and what can be done with steps; whatever moves takes the focus along and says where it is. */
export function useSteps() {
  const { draft, change } = useEditor()
  const [open, setOpen] = useState<string | null>(null)
  const focusAt = useFocusAfter()
  const announce = useAnnounce()
  const toast = useToast()

  // A link to a step, such as that of a run whose mail could not be put together.
  const atLink = useRef(false)
  useEffect(() => {
    if (atLink.current) return
    atLink.current = true
    const linked = location.hash.startsWith('#step-') ? location.hash.slice('#step-'.length) : ''
    if (!stepOf(draft.steps, linked)) return
    setOpen(linked)
    focusAt(linked, 'line')
  }, [draft.steps, focusAt])

  const setSteps = (steps: Step[]) => change((now) => ({ ...now, steps }))

  return {
    draft,
    open,
    toggle: (id: string) => setOpen(open === id ? null : id),
    /** From elsewhere on the page. */
    show(id: string) {
      setOpen(id)
      focusAt(id, 'line')
    },
    add(spot: Spot, kind: StepKind) {
      const step = newStep(kind)
      setSteps(insert(draft.steps, spot, step))
      setOpen(kind === 'end' ? open : step.id)
      announce(`Added: ${kindLabel(kind)}`)
      focusAt(step.id, kind === 'end' ? 'line' : 'form')
    },
    edit: (step: Step) => change((now) => ({ ...now, steps: changed(now.steps, step) })),
    move(id: string, direction: Direction, part: Part) {
      const steps = move(draft.steps, id, direction)
      setSteps(steps)
      announce(`Moved ${direction}. ${placeWords(steps, id)}`)
      focusAt(id, part)
    },
    duplicate(id: string) {
      const { steps, copy } = duplicate(draft.steps, id, newId)
      setSteps(steps)
      announce(`Duplicated. ${placeWords(steps, copy)}`)
      focusAt(copy, 'line')
    },
    remove(id: string) {
      const step = stepOf(draft.steps, id)
      const spot = spotOf(draft.steps, id)
      if (!step || !spot) return
      const list = listAt(draft.steps, spot.where) ?? []
      const next = list[spot.at + 1] ?? list[spot.at - 1]
      setSteps(remove(draft.steps, id))
      if (open === id) setOpen(null)
      focusAt(next?.id ?? spot.where?.branch ?? null, 'line')
      toast({
        title: `Removed: ${kindLabel(step.kind)}.`,
        action: {
          label: 'Undo',
          onClick() {
            change((now) => ({ ...now, steps: stepOf(now.steps, id) ? now.steps : insert(now.steps, spot, step) }))
            focusAt(id, 'line')
          },
        },
      })
    },
  }
}

export type Steps = ReturnType<typeof useSteps>

/** Puts the focus on a part of a step once it is drawn; on its line where that part cannot take it. */
function useFocusAfter() {
  const wanted = useRef<{ id: string | null; part: Part } | null>(null)
  const [, redraw] = useState(0)
  useEffect(() => {
    if (!wanted.current) return
    const { id, part } = wanted.current
    wanted.current = null
    focusPart(id, part)
  })
  return useCallback((id: string | null, part: Part) => {
    wanted.current = { id, part }
    redraw((turn) => turn + 1)
  }, [])
}

function focusPart(id: string | null, part: Part) {
  if (id === null) return document.getElementById('add-first-step')?.focus()
  const line = document.getElementById(lineId(id))
  const first = line?.querySelector<HTMLElement>(selectors[part])
  const usable = first && !first.matches(':disabled') && first.offsetParent !== null ? first : null
  const target = usable ?? line?.querySelector<HTMLElement>(selectors.line)
  target?.focus()
  target?.scrollIntoView({ block: 'nearest' })
}

const selectors: Record<Part, string> = {
  line: '[data-part="line"]',
  up: '[data-part="up"]',
  down: '[data-part="down"]',
  form: '[data-part="form"] :is(input, select, textarea, button)',
}
