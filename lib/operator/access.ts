import { env } from '@/lib/env'

/** True for those who run this installation: the addresses in OPERATOR_EMAILS, compared trimmed and without case. */
export function isOperator(user: { email: string }): boolean {
  const own = user.email.trim().toLowerCase()
  return env().OPERATOR_EMAILS.some((email) => email.trim().toLowerCase() === own)
}
