import { QueryCache, QueryClient, type QueryKey } from '@tanstack/react-query'
import { ApiFailure, api } from '@/components/api'

/** Why what is on screen may not be there any more. */
export type Lost = 'signed_out' | 'no_access'

/** What a failed read says about access: signed out; role, team or thing gone. Null for what may pass by itself. */
export function lostBy(error: unknown): Lost | null {
  if (!(error instanceof ApiFailure)) return null
  if (error.status === 401) return 'signed_out'
  return error.status === 403 || error.status === 404 ? 'no_access' : null
}

/**
 * Lists are polled by the pages that need it; a failed read is tried once more, a failed write never by itself. Offline
 * both fail at once instead of waiting in silence, so that the page can say it. Every read is of what a page shows: when
 * one is refused, `onLost` has the page cleared (AU-05).
 */
export function makeClient(onLost: (lost: Lost) => void) {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        const lost = lostBy(error)
        if (lost) onLost(lost)
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => failures < 1 && lostBy(error) === null,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}

/** A read of the JSON API, asked for again every so many milliseconds while the page is visible and the reader may. */
export function liveRead<T>(source: string, every: number) {
  const queryKey: QueryKey = ['live', source]
  return {
    queryKey,
    queryFn: ({ signal }: { signal: AbortSignal }) => api<T>('GET', source, undefined, signal),
    staleTime: 0,
    retry: false,
    refetchInterval: ({ state }: { state: { error: unknown } }) => (lostBy(state.error) ? false : every),
  } as const
}
