'use client'

import { type ReactNode, useId, useRef } from 'react'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { useEditor } from './editor-context'
import { putAt } from './insert-variable'
import { VariablePicker } from './variable-picker'

type TemplateFieldProps = {
  label: string
  hint?: ReactNode
  value: string
  most: number
  placeholder?: string
  /** Several lines. */
  rows?: number
  mono?: boolean
  onChange: (value: string) => void
}

/** A text with variables, and the way to put one in where the caret is. */
export function TemplateField({ label, hint, value, most, placeholder, rows, mono, onChange }: TemplateFieldProps) {
  const { readOnly } = useEditor()
  const control = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const hadCaret = useRef(false)
  const name = useId()

  function put(text: string) {
    const { current } = control
    if (!current) return
    // Where nobody has put the caret yet it stands at the start, which nobody means.
    const [from, to] = hadCaret.current ? [current.selectionStart, current.selectionEnd] : [value.length, value.length]
    const { value: next, caret } = putAt(value, from, to, text)
    onChange(next)
    // Behind the drawing of the new value, and behind the picker's giving back of the focus.
    setTimeout(() => {
      current.focus()
      current.setSelectionRange(caret, caret)
    }, 50)
  }

  const shared = {
    ref: control,
    name,
    value,
    maxLength: most,
    placeholder,
    autoComplete: 'off',
    onFocus: () => {
      hadCaret.current = true
    },
    onChange: ({ target }: { target: { value: string } }) => onChange(target.value),
  }
  return (
    <div className="relative min-w-0">
      <Field label={label} hint={hint}>
        {rows ? (
          <Textarea {...shared} rows={rows} className={cn(mono && 'font-mono text-sm')} />
        ) : (
          <Input {...shared} />
        )}
      </Field>
      {readOnly ? null : (
        <div className="absolute -top-1 right-0">
          <VariablePicker field={label} onPick={put} />
        </div>
      )}
    </div>
  )
}
