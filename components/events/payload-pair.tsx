import type { ReactNode } from 'react'

/** What we made of it and what Stripe sent, side by side; one below the other where there is no room for both. */
export function PayloadPair({ normalized, raw }: { normalized: ReactNode; raw: ReactNode }) {
  return (
    <div className="grid items-start gap-6 xl:grid-cols-2">
      <section aria-label="Normalized" id="normalized" className="min-w-0">
        <h2 className="mb-2 font-semibold text-lg">Normalized</h2>
        <p className="mb-3 text-muted">What Sluice uses, the API answers and destinations get.</p>
        {normalized}
      </section>
      <section aria-label="Raw" id="raw" className="min-w-0">
        <h2 className="mb-2 font-semibold text-lg">Raw</h2>
        <p className="mb-3 text-muted">What Stripe sent, laid out for reading.</p>
        {raw}
      </section>
    </div>
  )
}
