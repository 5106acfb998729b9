import type { Metadata } from 'next'
import { notFound } from 'next/navigation'

export const metadata: Metadata = { title: 'Not found' }

/** Owns every address that is nobody's, so that also the 404 is rendered per request, with its nonce. */
export default function MissingPage() {
  notFound()
}
