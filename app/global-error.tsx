'use client'

import { useEffect } from 'react'
import { Failure } from '@/components/layout/failure'
import { SoloPage } from '@/components/layout/solo-page'
import { ToastProvider } from '@/components/ui/toast'
import './globals.css'

/** When the root layout itself fails: a document of its own, without fonts and providers. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  // next-themes is gone with the layout; its choice is still in the browser.
  useEffect(() => {
    const chosen = localStorage.getItem('theme') ?? 'system'
    const dark = chosen === 'dark' || (chosen === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
    document.documentElement.classList.toggle('dark', dark)
  }, [])

  return (
    <html lang="en">
      <body>
        <title>Something broke – Sluice</title>
        <ToastProvider>
          <SoloPage>
            <Failure error={error} retry={retry} />
          </SoloPage>
        </ToastProvider>
      </body>
    </html>
  )
}
