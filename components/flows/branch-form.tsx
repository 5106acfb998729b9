'use client'

import { Plus, Trash2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import type { BranchPath, BranchStep } from '@/lib/flows/definition'
import { pathLetter } from '@/lib/flows/words'
import { ConditionsEdit } from './conditions-edit'
import { useEditor } from './editor-context'
import { newId } from './new-step'
import { pathWords } from './step-numbers'

type BranchFormProps = { step: BranchStep; onChange: (step: BranchStep) => void }

const mostPaths = 5

/** The paths of a branch: names and conditions. Their steps stand below, in the list. */
export function BranchForm({ step, onChange }: BranchFormProps) {
  const { readOnly } = useEditor()
  const toast = useToast()
  const setPaths = (paths: BranchPath[]) => onChange({ ...step, paths })

  function removePath(path: BranchPath, at: number) {
    const before = step
    setPaths(step.paths.filter(({ id }) => id !== path.id))
    toast({
      title: `Removed: ${pathWords(path, pathLetter(at))}.`,
      ...(path.steps.length > 0 ? { description: 'Its steps went with it.' } : {}),
      action: { label: 'Undo', onClick: () => onChange(before) },
    })
  }

  return (
    <div className="flex flex-col gap-5">
      <p className="text-muted">
        The first path whose conditions are met is taken, from top to bottom; otherwise the last one. After it the flow
        goes on below the branch.
      </p>
      {step.paths.map((path, at) => {
        const words = pathWords(path, pathLetter(at))
        return (
          <section key={path.id} aria-label={words} className="flex flex-col gap-3 border-line border-t pt-4">
            <div className="flex items-end gap-2">
              <Field label={`Name of path ${pathLetter(at)}`} className="max-w-md flex-1">
                <Input
                  value={path.name}
                  maxLength={100}
                  placeholder={`Path ${pathLetter(at)}`}
                  autoComplete="off"
                  onChange={({ target }) => setPaths(put(step.paths, at, { ...path, name: target.value }))}
                />
              </Field>
              {step.paths.length > 1 && !readOnly ? (
                <Button variant="ghost" onClick={() => removePath(path, at)}>
                  <Trash2 aria-hidden />
                  Remove path
                </Button>
              ) : null}
            </div>
            <ConditionsEdit
              label={`Conditions of ${words}`}
              value={path.when}
              happened
              onChange={(when) => setPaths(put(step.paths, at, { ...path, when }))}
            />
          </section>
        )
      })}
      {step.paths.length < mostPaths && !readOnly ? (
        <Button
          size="sm"
          className="self-start"
          onClick={() =>
            setPaths([...step.paths, { id: newId(), name: '', when: { match: 'all', conditions: [] }, steps: [] }])
          }
        >
          <Plus aria-hidden />
          Add a path
        </Button>
      ) : null}
    </div>
  )
}

const put = (paths: readonly BranchPath[], at: number, path: BranchPath) =>
  paths.map((one, place) => (place === at ? path : one))
