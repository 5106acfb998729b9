'use client'

import type { ComponentProps } from 'react'
import { cn } from './cn'
import { controlStyle } from './control-style'
import { useFieldLinks } from './field'

type InputProps = Omit<ComponentProps<'input'>, 'className'> & { className?: string | undefined }

/** One line of text. Inside a `Field` its label, hint and error are linked by themselves. */
export function Input({ className, ...rest }: InputProps) {
  return <input type="text" {...useFieldLinks()} {...rest} className={cn(controlStyle, 'h-9', className)} />
}
