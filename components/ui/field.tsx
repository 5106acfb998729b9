'use client'

import { CircleAlert } from 'lucide-react'
import { createContext, type ReactNode, useContext, useId } from 'react'
import { cn } from './cn'

type FieldProps = {
  label: ReactNode
  /** How to fill it in; stays visible while there is an error. */
  hint?: ReactNode
  /** What is wrong and how to put it right. Setting it marks the control invalid. */
  error?: ReactNode
  /** The name of the value in the form and in the API's `error.fields`. */
  name?: string
  disabled?: boolean
  /** For switches and checkboxes: the control stands before its label. */
  inline?: boolean
  className?: string
  children: ReactNode
}

type Links = {
  id?: string
  name?: string | undefined
  disabled?: boolean | undefined
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
}

const FieldLinks = createContext<Links>({})

/** What ties a control to the `Field` around it, if there is one. What the control was given itself goes before. */
export const useFieldLinks = () => useContext(FieldLinks)

/** Label, control, hint and error, linked for assistive technology. Put one Input, Select, Textarea or Switch inside. */
export function Field({ label, hint, error, name, disabled, inline, className, children }: FieldProps) {
  const id = useId()
  const said = [hint && `${id}hint`, error && `${id}error`].filter(Boolean).join(' ')
  const links: Links = {
    id,
    name,
    disabled,
    'aria-describedby': said || undefined,
    'aria-invalid': error ? true : undefined,
  }
  const labelText = (
    <label htmlFor={id} className="font-medium text-ink">
      {label}
    </label>
  )
  return (
    <div className={cn('flex usual:min-w-0 flex-col gap-1.5', className)}>
      <FieldLinks value={links}>
        {inline ? (
          <div className="flex items-center gap-3">
            {children}
            {labelText}
          </div>
        ) : (
          <>
            {labelText}
            {children}
          </>
        )}
      </FieldLinks>
      {hint ? (
        <p id={`${id}hint`} className="text-muted text-sm">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}error`} className="flex items-start gap-1.5 text-bad text-sm">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>{error}</span>
        </p>
      ) : null}
    </div>
  )
}
