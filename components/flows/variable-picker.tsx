'use client'

import { useQuery } from '@tanstack/react-query'
import { Braces } from 'lucide-react'
import { api } from '@/components/api'
import { buttonStyle } from '@/components/ui/button-style'
import { cn } from '@/components/ui/cn'
import { Finder } from '@/components/ui/finder'
import { Popover } from '@/components/ui/popover'
import type { VariableJson } from '@/lib/flows/try-json'
import { isolated } from '@/lib/text/isolated'
import { useEditor } from './editor-context'
import { variableText } from './insert-variable'

type VariablePickerProps = {
  /** The field it puts into: "Subject". */
  field: string
  onPick: (text: string) => void
}

/** Everything a text may use, each with what stands there in a real event. */
export function VariablePicker({ field, onPick }: VariablePickerProps) {
  return (
    <Popover
      label="Variables"
      buttonLabel={`Insert a variable into ${field}`}
      align="end"
      className="w-96 max-w-[calc(100vw-1rem)]"
      buttonClassName={cn(buttonStyle({ variant: 'ghost', size: 'sm' }), 'h-7! px-2!')}
      button={
        <>
          <Braces aria-hidden />
          Insert variable
        </>
      }
    >
      {(close) => (
        <Variables
          onPick={(text) => {
            close()
            onPick(text)
          }}
        />
      )}
    </Popover>
  )
}

function Variables({ onPick }: { onPick: (text: string) => void }) {
  const { flowId, draft } = useEditor()
  const { data, isError } = useVariables(flowId, draft.trigger.type)
  if (isError)
    return <p className="px-3 py-4 text-muted">The variables could not be loaded. Close this and try again.</p>
  if (!data) return <p className="px-3 py-4 text-muted">Loading…</p>
  return (
    <>
      <Finder
        label="Find a variable"
        listLabel="Variables"
        nothing="No variable has this in its name."
        items={data.data}
        keyOf={({ path }) => path}
        textOf={({ path, label }) => `${label} ${path}`}
        isHere={() => false}
        draw={(variable) => <Variable variable={variable} />}
        onChoose={(variable) => onPick(variableText(variable))}
      />
      <p className="border-line border-t px-3 py-2 text-muted text-sm">
        {data.data.some(({ is_real }) => is_real)
          ? 'Values of the newest event of this kind.'
          : 'Values of an example.'}{' '}
        One that may be missing gets a <code className="font-mono">default</code> to fill in.
      </p>
    </>
  )
}

function Variable({ variable: { path, label, sample } }: { variable: VariableJson }) {
  return (
    <>
      <span className="flex items-baseline justify-between gap-3">
        <span className="truncate">{label}</span>
        {sample === null ? (
          <span className="shrink-0 text-faint text-sm">missing here</span>
        ) : (
          <span className="max-w-[55%] shrink-0 truncate text-muted text-sm">{isolated(sample)}</span>
        )}
      </span>
      <span className="block truncate font-mono text-faint text-xs">{path}</span>
    </>
  )
}

export function useVariables(flowId: string, type: string) {
  return useQuery({
    queryKey: ['variables', flowId, type],
    queryFn: ({ signal }) =>
      api<{ data: VariableJson[] }>(
        'GET',
        `/api/v1/flows/${flowId}/variables${type ? `?type=${encodeURIComponent(type)}` : ''}`,
        undefined,
        signal,
      ),
    staleTime: 60_000,
  })
}
