import { Field as BaseField } from '@base-ui/react/field'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { controlStyle } from './input'

type TextareaProps = Omit<ComponentProps<'textarea'>, 'className' | 'defaultValue' | 'value'> & {
  className?: string | undefined
  value?: string
  defaultValue?: string
}

/** Several lines of text; grows with what is written where the browser can. */
export function Textarea({ className, rows = 4, value, defaultValue, ...rest }: TextareaProps) {
  const text = value === undefined ? { defaultValue: defaultValue ?? '' } : { value }
  return (
    <BaseField.Control
      {...text}
      render={<textarea rows={rows} {...rest} />}
      className={cn(controlStyle, 'field-sizing-content max-h-96 min-h-20 py-2', className)}
    />
  )
}
