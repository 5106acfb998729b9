import { cva, type VariantProps } from 'class-variance-authority'

/** How a button looks, shared by `Button` and `LinkButton`. On touch screens every size is at least 44 px high. */
export const buttonStyle = cva(
  [
    'inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-lg border font-medium',
    'transition-colors aria-disabled:cursor-not-allowed pointer-coarse:min-h-11',
    '[&_svg]:size-4 [&_svg]:shrink-0',
  ],
  {
    variants: {
      variant: {
        primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-hover',
        secondary: 'border-line-strong bg-surface text-ink hover:bg-hover',
        ghost: 'border-transparent bg-transparent text-muted hover:bg-hover hover:text-ink',
        danger: 'border-transparent bg-bad-fill text-white hover:bg-bad-fill-hover',
        'danger-quiet': 'border-line-strong bg-surface text-bad hover:bg-bad-soft',
      },
      size: {
        sm: 'h-8 px-3 text-sm',
        md: 'h-9 px-4 text-base',
        icon: 'size-8 px-0 text-base pointer-coarse:size-11',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
)

export type ButtonLook = VariantProps<typeof buttonStyle>
