'use client'

import { useMutation } from '@tanstack/react-query'
import { api } from '@/components/api'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { useHydrated } from './use-hydrated'

type ConfirmButtonProps = { link: { token: string; email: string; next: string } }

/** The one button that uses a sign-in link (AU-08). Leaves by a full page load: everything is read anew as that person. */
export function ConfirmButton({ link }: ConfirmButtonProps) {
  const hydrated = useHydrated()
  const press = useMutation({
    mutationFn: () => api<{ next: string }>('POST', '/api/auth/confirm', link),
    onSuccess: ({ next }) => location.replace(next),
  })
  return (
    <div className="flex flex-col gap-4">
      {press.error ? (
        <Banner tone="bad" title={press.error.message}>
          <a className="underline" href={`/sign-in?next=${encodeURIComponent(link.next)}`}>
            Send me a new link
          </a>
        </Banner>
      ) : null}
      <Button
        disabled={!hydrated}
        variant="primary"
        busy={press.isPending || press.isSuccess}
        onClick={() => press.mutate()}
      >
        Sign in
      </Button>
    </div>
  )
}
