import type { TemplateWords } from '@/components/flows/template-cards'
import { labelOf } from '@/lib/events/sentence'
import { allSteps } from '@/lib/flows/nesting'
import { templates } from '@/lib/flows/templates'

/** The gallery, as cards show it: what is sent and done stays here. */
export const templateWords = (): TemplateWords[] =>
  templates.map(({ key, name, result, definition }) => ({
    key,
    name,
    result,
    trigger: labelOf(definition.trigger.type),
    kinds: [...new Set([...allSteps(definition.steps)].map(({ kind }) => kind))],
  }))
