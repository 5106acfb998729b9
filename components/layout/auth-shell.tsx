import type { ReactNode } from 'react'
import { Link } from '@/components/ui/link'
import { Logo } from './logo'
import { SkipLink } from './skip-link'

type AuthShellProps = {
  title: ReactNode
  description?: ReactNode
  /** A quiet line under the card: another way, a link to help. */
  footer?: ReactNode
  children?: ReactNode
}

/** One card in the middle, for sign-in, confirming, invitations: one question, one button. */
export function AuthShell({ title, description, footer, children }: AuthShellProps) {
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 py-12 sm:justify-center">
      <SkipLink />
      <header className="mb-6">
        <Link href="/" className="block rounded-md p-1">
          <Logo />
        </Link>
      </header>
      <main id="content" tabIndex={-1} className="w-full max-w-sm rounded-lg border border-line bg-surface p-6">
        <h1 className="font-semibold text-xl">{title}</h1>
        {description ? <div className="mt-1 text-muted">{description}</div> : null}
        {children ? <div className="mt-5">{children}</div> : null}
      </main>
      {footer ? <footer className="mt-5 max-w-sm text-center text-muted text-sm">{footer}</footer> : null}
    </div>
  )
}
