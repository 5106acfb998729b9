'use client'

import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { LinkButton } from '@/components/ui/link-button'
import { unavailableDigest } from '@/lib/tenancy/unavailable'

type FailureProps = { error: unknown; retry: () => void }

/** What every error boundary shows: nothing of the error itself (DA-14), a reference that is in our log, a way on. */
export function Failure({ error, retry }: FailureProps) {
  const reference = useReference(error)
  const { title, text } = failureWords(error)
  return (
    <ErrorState
      page
      title={title}
      requestId={reference}
      action={
        <>
          <LinkButton href="/">Go to your site</LinkButton>
          <Button variant="primary" onClick={retry}>
            Try again
          </Button>
        </>
      }
    >
      {text}
    </ErrorState>
  )
}

/** While the database is away, saying so is truer than "something broke": trying again will do. */
const failureWords = (error: unknown) =>
  digestOf(error) === unavailableDigest
    ? {
        title: 'Sluice cannot reach its database right now',
        text: 'Try again. Your data is safe, and Stripe sends again what cannot be taken meanwhile.',
      }
    : {
        title: 'Something broke on our side',
        text: 'Your data is safe. Events keep arriving and nothing is lost.',
      }

/**
 * The request id of the page, when this page is the one the browser loaded; after moving on inside the app the failed
 * request was another one, and Next's digest, which our log carries beside the request id, is the truer reference.
 */
function useReference(error: unknown): string | undefined {
  const [requestId, setRequestId] = useState<string>()
  useEffect(() => {
    const [loaded] = performance.getEntriesByType('navigation')
    if (loaded && new URL(loaded.name).pathname === location.pathname) {
      setRequestId(document.documentElement.dataset.requestId)
    }
  }, [])
  const digest = digestOf(error)
  return requestId ?? (digest === unavailableDigest ? undefined : digest)
}

function digestOf(error: unknown): string | undefined {
  const digest = error instanceof Error && 'digest' in error ? error.digest : undefined
  return typeof digest === 'string' ? digest : undefined
}
