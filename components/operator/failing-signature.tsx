import { Banner } from '@/components/ui/banner'
import { reasons } from '@/lib/reasons'

/** Stripe, or somebody, calls again and again with a signature that fits no secret: what that means and how it is mended. */
export function FailingSignature({ doors }: { doors: readonly string[] }) {
  if (doors.length === 0) return null
  return (
    <Banner tone="bad" title={`Signature failing: ${doors.join(', ')}`}>
      {reasons.signature_mismatch.explanation} Copy the signing secret of this very endpoint from the Stripe dashboard,
      set it in <code>STRIPE_WEBHOOK_SECRETS</code> and restart. Stripe sends again what was refused, for up to three
      days.
    </Banner>
  )
}
