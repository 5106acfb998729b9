import { randomBytes } from 'node:crypto'
import { type Asked, cookie, isOwnForm, json, type Reply, seeOther } from './http'
import type { State } from './state'

const name = 'sandbox_session'

/** Whether this browser is signed in as the demo merchant. */
export function isSignedIn(state: State, asked: Asked): boolean {
  const session = cookie(asked, name)
  return session !== null && state.sessions.includes(session)
}

/** One button, no password: the sandbox has one person, who owns every demo account. */
export function signIn(state: State, asked: Asked): Reply {
  if (!isOwnForm(asked)) return json(403, { error: { message: 'Not from this page' } })
  const next = new URLSearchParams(asked.body).get('next') ?? '/'
  const session = randomBytes(16).toString('hex')
  state.sessions.push(session)
  state.sessions.splice(0, Math.max(0, state.sessions.length - 50))
  state.touch()
  return seeOther(safePath(next), {
    'set-cookie': `${name}=${session}; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000`,
  })
}

export function signOut(state: State, asked: Asked): Reply {
  if (!isOwnForm(asked)) return json(403, { error: { message: 'Not from this page' } })
  const session = cookie(asked, name)
  state.sessions = state.sessions.filter((known) => known !== session)
  state.touch()
  return seeOther('/', { 'set-cookie': `${name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0` })
}

/** A path on this host, never another host's address. */
function safePath(path: string): string {
  return /^\/(?![/\\])/.test(path) ? path : '/'
}
