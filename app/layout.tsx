import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { nonceHeader, requestIdHeader } from '@/security-headers'
import './globals.css'
import { Providers } from './providers'

export const metadata: Metadata = {
  title: { template: '%s – Sluice', default: 'Sluice' },
  description: 'Keeps Stripe flowing into marketing.',
  robots: { index: false, follow: false },
  // Ids and e-mail addresses here are not phone numbers.
  formatDetection: { telephone: false, email: false, address: false },
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbf9f6' },
    { media: '(prefers-color-scheme: dark)', color: '#12100d' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // The nonce is new for every request, so no page may be rendered before there is one.
  await connection()
  const asked = await headers()
  return (
    <html
      lang="en"
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      data-request-id={asked.get(requestIdHeader) ?? undefined}
      suppressHydrationWarning
    >
      <body>
        <Providers nonce={asked.get(nonceHeader) ?? ''}>{children}</Providers>
      </body>
    </html>
  )
}
