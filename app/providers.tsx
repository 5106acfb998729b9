'use client'

import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClientProvider } from '@tanstack/react-query'
import { ThemeProvider } from 'next-themes'
import { type ReactNode, useState } from 'react'
import { AccessLost } from '@/components/live/access-lost'
import { type Lost, makeClient } from '@/components/live/client'
import { AnnouncerProvider } from '@/components/ui/announcer'
import { ToastProvider } from '@/components/ui/toast'

/**
 * What every page stands in: theme, data that changes while one watches, messages, the live region. A reader who loses
 * access while watching keeps nothing of the page (AU-05).
 */
export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  const [lost, setLost] = useState<Lost | null>(null)
  const [client] = useState(() => makeClient(setLost))
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce}>
      <CSPProvider nonce={nonce}>
        <QueryClientProvider client={client}>
          <AnnouncerProvider>
            <ToastProvider>{lost ? <AccessLost lost={lost} /> : children}</ToastProvider>
          </AnnouncerProvider>
        </QueryClientProvider>
      </CSPProvider>
    </ThemeProvider>
  )
}
