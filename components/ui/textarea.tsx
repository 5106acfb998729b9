'use client'

import type { ComponentProps } from 'react'
import { cn } from './cn'
import { controlStyle } from './control-style'
import { useFieldLinks } from './field'

type TextareaProps = Omit<ComponentProps<'textarea'>, 'className'> & { className?: string | undefined }

/** Several lines of text; grows with what is written where the browser can. */
export function Textarea({ className, rows = 4, ...rest }: TextareaProps) {
  return (
    <textarea
      rows={rows}
      {...useFieldLinks()}
      {...rest}
      className={cn(controlStyle, 'field-sizing-content max-h-96 min-h-20 py-2', className)}
    />
  )
}
