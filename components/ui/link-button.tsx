import { type ButtonLook, buttonStyle } from './button-style'
import { cn } from './cn'
import { Link, type LinkProps } from './link'

type LinkButtonProps = LinkProps &
  ButtonLook & {
    /** True for Stripe, route handlers and downloads: a plain `<a>`, because the router must not fetch them. */
    outside?: boolean
  }

/** A link that looks like a button: for going somewhere, where `Button` is for doing something. */
export function LinkButton({ variant, size, outside, className, href, children, ...rest }: LinkButtonProps) {
  const look = cn(buttonStyle({ variant, size }), className)
  if (outside) {
    return (
      <a href={href} className={look}>
        {children}
      </a>
    )
  }
  return (
    <Link href={href} className={look} {...rest}>
      {children}
    </Link>
  )
}
