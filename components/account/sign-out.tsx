import { SignOutButton } from './sign-out-button'

/** The way out, as every shell's user menu shows it. */
export function SignOut() {
  return <SignOutButton variant="ghost" size="sm" className="w-full justify-start" />
}
