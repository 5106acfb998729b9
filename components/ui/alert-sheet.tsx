'use client'

import { AlertDialog as BaseAlertDialog } from '@base-ui/react/alert-dialog'
import { Check, X } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import type { AlertSheetProps } from './alert-dialog'
import { Banner } from './banner'
import { Button } from './button'
import { cn } from './cn'
import { CopyButton } from './copy-button'
import { Input } from './input'
import { backdropStyle, sheetStyle } from './sheet-style'

/** What an `AlertDialog` opens. */
export function AlertSheet({ open, onOpenChange, finalFocus, ...content }: AlertSheetProps) {
  return (
    <BaseAlertDialog.Root open={open} onOpenChange={(next: boolean) => onOpenChange(next)}>
      <BaseAlertDialog.Portal>
        <BaseAlertDialog.Backdrop className={backdropStyle} />
        <BaseAlertDialog.Popup finalFocus={finalFocus} className={sheetStyle}>
          <Question {...content} close={() => onOpenChange(false)} />
        </BaseAlertDialog.Popup>
      </BaseAlertDialog.Portal>
    </BaseAlertDialog.Root>
  )
}

type QuestionProps = Omit<AlertSheetProps, 'open' | 'onOpenChange' | 'finalFocus'> & { close: () => void }

function Question({ title, description, stops = [], stays = [], onConfirm, close, ...rest }: QuestionProps) {
  const { confirmLabel, cancelLabel = 'Cancel', stopsHeading = 'What stops', typeToConfirm, tone = 'danger' } = rest
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string>()
  const id = useId()

  async function confirm() {
    setProblem(undefined)
    try {
      await onConfirm()
      close()
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'That did not work. Nothing was changed.')
    }
  }

  return (
    <>
      <div className="flex flex-col gap-4 p-5">
        <div>
          <BaseAlertDialog.Title className="wrap-anywhere font-semibold text-lg">{title}</BaseAlertDialog.Title>
          {description ? (
            <BaseAlertDialog.Description render={<div />} className="mt-1 text-muted">
              {description}
            </BaseAlertDialog.Description>
          ) : null}
        </div>
        <Consequences heading={stopsHeading} items={stops} icon={<X aria-hidden className="text-bad" />} />
        <Consequences heading="What stays" items={stays} icon={<Check aria-hidden className="text-good" />} />
        {typeToConfirm ? (
          <div className="flex flex-col gap-1.5">
            <div className="flex items-start gap-1">
              <label htmlFor={id} className="wrap-anywhere min-w-0">
                Type <strong className="select-all">{typeToConfirm}</strong> to go on
              </label>
              <CopyButton value={typeToConfirm} label="Copy the name" className="-mt-1" />
            </div>
            <Input id={id} autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
          </div>
        ) : null}
        {problem ? <Banner tone="bad" title={problem} /> : null}
      </div>
      <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">
        <BaseAlertDialog.Close render={<Button>{cancelLabel}</Button>} />
        <Button
          variant={tone}
          onClick={confirm}
          className="h-auto min-h-9 max-w-full whitespace-normal wrap-anywhere py-1.5"
          disabled={typeToConfirm !== undefined && typed.trim() !== typeToConfirm}
        >
          {confirmLabel}
        </Button>
      </footer>
    </>
  )
}

type ConsequencesProps = { heading: string; items: readonly string[]; icon: ReactNode }

function Consequences({ heading, items, icon }: ConsequencesProps) {
  if (items.length === 0) return null
  return (
    <section>
      <h3 className="font-medium">{heading}</h3>
      <ul className="mt-1 flex flex-col gap-1">
        {items.map((item) => (
          <li key={item} className={cn('flex gap-2 text-muted [&_svg]:mt-1 [&_svg]:size-4 [&_svg]:shrink-0')}>
            {icon}
            <span className="wrap-anywhere min-w-0">{item}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
