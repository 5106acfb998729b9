import type { TabLink } from '@/components/ui/tab-links'
import { can, type Role } from '@/lib/tenancy/roles'
import { connectionHref } from './words'

/** The pages of a connection. Settings are for those who may change them; who may not finds nothing to read there. */
export function connectionTabs(teamId: string, connectionId: string, role: Role): TabLink[] {
  const href = (page = '') => connectionHref(teamId, connectionId, page)
  return [
    { href: href(), label: 'Connection' },
    ...(can(role, 'connections.manage') ? [{ href: href('settings'), label: 'Settings' }] : []),
    { href: href('events'), label: 'Events' },
    { href: href('webhook_events'), label: 'Webhook events' },
  ]
}
