/** The door to who is signed in. Auth.js stays behind this folder, so that a later move touches one place. */
export { currentSession, currentUser } from './current-user'
export { requireSite, requireTeam, requireUser, type SiteAccess, type TeamAccess } from './pages'
export { safePath } from './safe-path'
export type { User } from './sessions'
