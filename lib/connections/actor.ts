import type { AuditActor } from '@/lib/audit'

/** Who acts: a person, an API key, or Sluice itself. `label` is what others read ("Mia changed this"). */
export interface Actor extends AuditActor {
  label: string
}

/** For what nobody in particular did. */
export const sluice: Actor = { kind: 'system', label: 'Sluice' }
