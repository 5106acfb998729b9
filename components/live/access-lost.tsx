'use client'

import { Lock, LogOut } from 'lucide-react'
import { SoloPage } from '@/components/layout/solo-page'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import type { Lost } from './client'

/**
 * Stands instead of a page whose reader may not see it any more. Nothing of it is left on screen, and the way on loads
 * anew, so that the router's memory goes too.
 */
export function AccessLost({ lost }: { lost: Lost }) {
  return (
    <SoloPage>
      <div role="alert">
        {lost === 'signed_out' ? (
          <EmptyState
            icon={<LogOut aria-hidden />}
            title="You are signed out"
            action={
              <LinkButton outside variant="primary" href="/sign-in">
                Sign in
              </LinkButton>
            }
          >
            You signed out elsewhere, or it was too long ago. Sign in to go on.
          </EmptyState>
        ) : (
          <EmptyState
            icon={<Lock aria-hidden />}
            title="You no longer have access"
            action={
              <LinkButton outside variant="primary" href="/account/teams">
                Your teams
              </LinkButton>
            }
          >
            You are no longer in the team, or what this page showed was deleted. An owner or admin of the team can
            invite you again.
          </EmptyState>
        )}
      </div>
    </SoloPage>
  )
}
