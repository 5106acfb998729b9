'use client'

import type { StepOf } from '@/lib/flows/definition'
import { StepList } from './step-list'
import { branchLists, pathWords } from './step-numbers'
import type { Steps } from './use-steps'
import { usePathSentence } from './use-words'

type BranchPathsProps = {
  step: StepOf<'branch'>
  number: string
  numbers: ReadonlyMap<string, string>
  steps: Steps
}

/** The paths of a branch, each an indented list under its name and its conditions in a sentence. */
export function BranchPaths({ step, number, numbers, steps }: BranchPathsProps) {
  const sentenceOf = usePathSentence()
  return (
    <ul aria-label={`Paths of step ${number}`} className="mt-3 flex flex-col gap-4">
      {branchLists(step).map(({ letter, path, list }) => {
        const words = pathWords(path, letter)
        return (
          <li key={path?.id ?? 'otherwise'} className="ml-2 border-line-strong border-l-2 pl-3 sm:ml-5 sm:pl-5">
            <p className="mb-2">
              <span className="tabular mr-2 inline-flex size-5 items-center justify-center rounded-sm bg-sunken font-medium text-muted text-xs">
                {letter}
              </span>
              <span className="wrap-anywhere font-medium">{words}</span>
              {path ? <span className="wrap-anywhere ml-2 text-muted text-sm">{sentenceOf(path.when)}</span> : null}
            </p>
            <StepList
              label={`Steps of “${words}”`}
              list={list}
              where={{ branch: step.id, path: path?.id ?? null }}
              numbers={numbers}
              steps={steps}
            />
          </li>
        )
      })}
    </ul>
  )
}
