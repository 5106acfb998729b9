/** The name of a time's exact form, beside the day people read: for conditions, and for what goes out over HTTP. */
export const isoTwin = (name: string) => `${name}_iso`

/** "3 December 2026", as a mail says it; null for what is no instant. */
export function writtenDay(iso: string): string | null {
  const instant = new Date(iso)
  return Number.isNaN(instant.getTime()) ? null : days.format(instant)
}

/** Nobody's time zone is known: UTC, like Stripe's own mails about a renewal. */
const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
