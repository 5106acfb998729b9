'use client'

import { useMemo } from 'react'
import type { Conditions, Step } from '@/lib/flows/definition'
import { conditionsSentence, type LookUps, stepSentence } from '@/lib/flows/words'
import { useEditor } from './editor-context'

/** Names of events, destinations and products for the sentences of this flow. */
export function useLookUps(): LookUps {
  const { events, destinations, products } = useEditor()
  return useMemo(() => {
    const labels = new Map(events.map(({ type, label }) => [type, label]))
    const names = new Map(destinations.map(({ id, name }) => [id, name]))
    const productNames = new Map(products.map(({ id, name }) => [id, name]))
    return {
      eventLabel: (type) => labels.get(type) ?? type,
      destinationName: (id) => names.get(id) ?? null,
      productName: (id) => productNames.get(id) ?? null,
    }
  }, [events, destinations, products])
}

export function useStepSentence(step: Step): string {
  return stepSentence(step, useLookUps())
}

/** When a path is taken; one without conditions takes nobody. */
export function usePathSentence() {
  const lookUps = useLookUps()
  return (when: Conditions) =>
    when.conditions.length === 0 ? 'no conditions yet' : `if ${conditionsSentence(when, lookUps)}`
}
