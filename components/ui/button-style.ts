import { cva, type VariantProps } from 'class-variance-authority'

/** How a button looks, shared by `Button` and `LinkButton`. On touch screens every size is at least 44 px high. */
export const buttonStyle = cva(
  [
    'inline-flex shrink-0 select-none items-center usual:justify-center usual:gap-2 usual:whitespace-nowrap usual:rounded-lg usual:border usual:font-medium',
    'transition-colors aria-disabled:cursor-not-allowed pointer-coarse:min-h-11',
    '[&_svg]:size-4 [&_svg]:shrink-0',
  ],
  {
    variants: {
      variant: {
        primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-hover',
        secondary: 'border-line-strong bg-surface usual:text-ink hover:bg-hover',
        ghost: 'border-transparent bg-transparent usual:text-muted hover:bg-hover hover:text-ink',
        danger: 'border-transparent bg-bad-fill text-white hover:bg-bad-fill-hover',
        'danger-quiet': 'border-line-strong bg-surface text-bad hover:bg-bad-soft',
      },
      size: {
        sm: 'usual:h-8 usual:px-3 text-sm',
        md: 'usual:h-9 usual:px-4 text-base',
        icon: 'usual:size-8 text-base pointer-coarse:size-11',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
)

export type ButtonLook = VariantProps<typeof buttonStyle>
