import type { ReactNode } from 'react'
import { Link } from '@/components/ui/link'
import { Logo } from './logo'

/** A page outside every shell, for errors: the mark, a few words, a way out. */
export function SoloPage({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col px-4 py-6">
      <header>
        <Link href="/" className="inline-block rounded-md p-1">
          <Logo />
        </Link>
      </header>
      <main id="content" className="flex flex-1 flex-col items-center justify-center py-12 text-center">
        <div className="w-full max-w-md">{children}</div>
      </main>
    </div>
  )
}
