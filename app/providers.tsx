'use client'

import { CSPProvider } from '@base-ui/react/csp-provider'
import { Tooltip } from '@base-ui/react/tooltip'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ThemeProvider } from 'next-themes'
import { type ReactNode, useState } from 'react'
import { AnnouncerProvider } from '@/components/ui/announcer'
import { ToastProvider } from '@/components/ui/toast'

/** What every page stands in: theme, data that changes while one watches, messages, the live region. */
export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  const [client] = useState(makeClient)
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce}>
      <CSPProvider nonce={nonce}>
        <QueryClientProvider client={client}>
          <Tooltip.Provider delay={300}>
            <AnnouncerProvider>
              <ToastProvider>{children}</ToastProvider>
            </AnnouncerProvider>
          </Tooltip.Provider>
        </QueryClientProvider>
      </CSPProvider>
    </ThemeProvider>
  )
}

/**
 * Lists are polled by the pages that need it; a failed read is tried once more, a failed write never by itself. Offline
 * both fail at once instead of waiting in silence, so that the page can say it.
 */
function makeClient() {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 5_000, retry: 1, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}
