import { notFound } from 'next/navigation'
import { currentUser } from '@/lib/auth'
import { isOperator } from '@/lib/operator/access'

/** The operator, or a 404: to everyone else, signed in or not, this page does not exist. */
export async function requireOperator() {
  const user = await currentUser()
  return user && isOperator(user) ? user : notFound()
}
