import type { TabLink } from '@/components/ui/tab-links'
import { can, type Role } from '@/lib/tenancy/roles'
import { connectionHref } from './words'

/** The pages of a connection. Routing is for those who may change it; who may not finds nothing to read there. */
export function connectionTabs(teamId: string, connectionId: string, role: Role): TabLink[] {
  const href = (page = '') => connectionHref(teamId, connectionId, page)
  return [
    { href: href(), label: 'Connection' },
    ...(can(role, 'connections.manage') ? [{ href: href('settings'), label: 'Routing' }] : []),
    { href: href('events'), label: 'Event settings' },
    { href: href('webhook_events'), label: 'Received' },
  ]
}
