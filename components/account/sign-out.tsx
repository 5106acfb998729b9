'use client'

import { api } from '@/components/api'
import { Button } from '@/components/ui/button'

/** Ends this session on the server, then leaves for the sign-in page. */
export function SignOut() {
  async function signOut() {
    await api('POST', '/api/auth/sign-out')
    // A whole new page: nothing of the old session's data stays in memory.
    window.location.assign('/sign-in')
  }

  return (
    <Button variant="ghost" size="sm" className="w-full justify-start" onClick={signOut}>
      Sign out
    </Button>
  )
}
