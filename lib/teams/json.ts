import { z } from 'zod'
import type { ApiKeyRow } from './api-keys'
import type { Invitation } from './invitations'
import type { Member } from './members'
import { keyRoleSchema, roleSchema } from './schema'

/** A team as the API gives it, with the caller's own role in it. */
export const teamJsonSchema = z.object({ id: z.uuid(), name: z.string(), role: roleSchema })

export type TeamJson = z.infer<typeof teamJsonSchema>

export const memberJsonSchema = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string().nullable(),
  role: roleSchema,
  joined_at: z.iso.datetime(),
})

export type MemberJson = z.infer<typeof memberJsonSchema>

export function memberJson({ id, email, name, role, joinedAt }: Member): MemberJson {
  return { id, email, name, role, joined_at: joinedAt.toISOString() }
}

export const invitationJsonSchema = z.object({
  id: z.uuid(),
  email: z.string(),
  role: roleSchema,
  sent_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
  invited_by: z.string().nullable(),
})

export type InvitationJson = z.infer<typeof invitationJsonSchema>

/** The link itself is only ever in the mail. */
export function invitationJson({ id, email, role, sentAt, expiresAt, invitedBy }: Invitation): InvitationJson {
  return {
    id,
    email,
    role,
    sent_at: sentAt.toISOString(),
    expires_at: expiresAt.toISOString(),
    invited_by: invitedBy,
  }
}

export const apiKeyJsonSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  role: keyRoleSchema,
  prefix: z.string(),
  created_by: z.string().nullable(),
  created_at: z.iso.datetime(),
  last_used_at: z.iso.datetime().nullable(),
})

export type ApiKeyJson = z.infer<typeof apiKeyJsonSchema>

/** Never the key: that is in the answer that made it, and nowhere else. */
export function apiKeyJson({ id, name, role, prefix, createdBy, createdAt, lastUsedAt }: ApiKeyRow): ApiKeyJson {
  return {
    id,
    name,
    role,
    prefix,
    created_by: createdBy,
    created_at: createdAt.toISOString(),
    last_used_at: lastUsedAt?.toISOString() ?? null,
  }
}
