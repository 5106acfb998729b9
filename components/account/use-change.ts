'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { ApiFailure, api } from '@/components/api'
import { useToast } from '@/components/ui/toast'

interface Change {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  body?: unknown
}

/** One change through the JSON API; afterwards the page is read again and `done` is said. Failures are the caller's to show. */
export function useChange<T = void>(done?: string) {
  const router = useRouter()
  const toast = useToast()
  return useMutation<T, Error, Change>({
    mutationFn: ({ method, path, body }) => api<T>(method, `/api/v1${path}`, body),
    onSuccess: () => {
      router.refresh()
      if (done) toast({ title: done, tone: 'good' })
    },
  })
}

/** The text for one field, or for the whole form when the answer named no field. */
export function problemOf(error: Error | null, field?: string): string | undefined {
  if (!error) return undefined
  const named = error instanceof ApiFailure ? error.fields : {}
  if (field) return named[field] ?? (Object.keys(named).length === 0 ? error.message : undefined)
  return error.message
}
