'use client'

import { useMutation } from '@tanstack/react-query'
import type { ComponentProps, ReactNode } from 'react'
import { api } from '@/components/api'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'

type SignOutButtonProps = {
  /** Every session of this person, on every device. */
  everywhere?: boolean
  /** Where to go afterwards. */
  to?: string
  variant?: ComponentProps<typeof Button>['variant']
  size?: ComponentProps<typeof Button>['size']
  className?: string
  children?: ReactNode
}

/** Ends the session on the server, then leaves with a full page load, so that nothing of it stays on screen. */
export function SignOutButton({ everywhere, to = '/sign-in', children, ...look }: SignOutButtonProps) {
  const toast = useToast()
  const leave = useMutation({
    mutationFn: () => (everywhere ? api('DELETE', '/api/v1/sessions') : api('POST', '/api/auth/sign-out')),
    onSuccess: () => location.replace(to),
    onError: (error) => toast({ title: error.message, tone: 'bad' }),
  })
  return (
    <Button {...look} busy={leave.isPending || leave.isSuccess} onClick={() => leave.mutate()}>
      {children ?? (everywhere ? 'Sign out everywhere' : 'Sign out')}
    </Button>
  )
}
