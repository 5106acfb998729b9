import type { EventGroup } from './define'

/** The headings of the settings page, in its order. */
export const eventGroups: readonly { id: EventGroup; label: string }[] = [
  { id: 'payments', label: 'Payments' },
  { id: 'refunds', label: 'Refunds & disputes' },
  { id: 'subscriptions', label: 'Subscriptions' },
  { id: 'invoices', label: 'Invoices' },
  { id: 'customers', label: 'Customers' },
  { id: 'checkout', label: 'Checkout' },
  { id: 'quotes', label: 'Quotes' },
  { id: 'more', label: 'More' },
  { id: 'connection', label: 'Connection' },
]
