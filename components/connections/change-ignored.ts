import { api } from '@/components/api'
import type { IgnoredCustomers } from '@/lib/connections/ignored-customers'

/** Puts one customer on the ignore list of a connection, or takes it off. Throws ApiFailure. */
export function changeIgnored(connectionId: string, customerId: string, ignored: boolean) {
  return api<IgnoredCustomers>('PUT', `/api/v1/connections/${connectionId}/ignored_customers`, {
    changes: [{ customer_id: customerId, ignored }],
  })
}
