import { SignOutButton } from './sign-out-button'

/** The way out, as every shell's user menu shows it. */
export function SignOut() {
  return <SignOutButton variant="ghost" className="w-full justify-start border-0 px-2 font-normal text-ink" />
}
