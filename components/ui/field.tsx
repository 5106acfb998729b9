import { Field as BaseField } from '@base-ui/react/field'
import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
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

/** Label, control, hint and error, linked for assistive technology. Put one Input, Select, Textarea or Switch inside. */
export function Field({ label, hint, error, name, disabled, inline, className, children }: FieldProps) {
  const labelText = <BaseField.Label className="font-medium text-ink">{label}</BaseField.Label>
  return (
    <BaseField.Root
      {...(name === undefined ? {} : { name })}
      {...(disabled === undefined ? {} : { disabled })}
      invalid={Boolean(error)}
      className={cn('flex min-w-0 flex-col gap-1.5', className)}
    >
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
      {hint ? <BaseField.Description className="text-muted text-sm">{hint}</BaseField.Description> : null}
      <BaseField.Error match={Boolean(error)} className="flex items-start gap-1.5 text-bad text-sm">
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span>{error}</span>
      </BaseField.Error>
    </BaseField.Root>
  )
}
