'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useTheme } from 'next-themes'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { Popover, popoverItemStyle } from '@/components/ui/popover'

export type ShellUser = { name?: string | null; email: string }

type UserMenuProps = {
  user: ShellUser
  /** The sign-out form or button, made by whoever owns signing out. */
  signOut: ReactNode
  links?: readonly { href: string; label: string }[]
  /** Only the initial, for narrow bars. */
  compact?: boolean
}

/** Who is signed in; theme; the way out. */
export function UserMenu({ user, signOut, links = [], compact }: UserMenuProps) {
  const shown = user.name || user.email
  return (
    <Popover
      label="Account"
      buttonLabel={`Account: ${shown}`}
      align={compact ? 'end' : 'start'}
      className="w-64 p-1"
      buttonClassName={cn(
        'flex min-h-10 items-center gap-2.5 rounded-lg text-start transition-colors hover:bg-hover pointer-coarse:min-h-11',
        compact ? 'min-w-10 justify-center' : 'w-full min-w-0 px-2',
      )}
      button={
        <>
          <span
            aria-hidden
            className="flex size-7 shrink-0 items-center justify-center rounded-full border border-line-strong bg-sunken font-medium text-muted text-xs"
          >
            {shown.slice(0, 1).toUpperCase()}
          </span>
          {compact ? null : <span className="min-w-0 truncate text-muted">{shown}</span>}
        </>
      }
    >
      {(close) => (
        <>
          <div className="px-2 py-1.5">
            {user.name ? <p className="truncate font-medium">{user.name}</p> : null}
            <p className="truncate text-muted">{user.email}</p>
          </div>
          <ThemeChoice />
          {links.length > 0 ? (
            <ul className="-mx-1 border-line border-t p-1">
              {links.map((link) => (
                <li key={link.href}>
                  <Link href={link.href} onClick={close} className={popoverItemStyle}>
                    {link.label}
                  </Link>
                </li>
              ))}
            </ul>
          ) : null}
          <div className="-mx-1 -mb-1 border-line border-t p-1">{signOut}</div>
        </>
      )}
    </Popover>
  )
}

const themes = [
  { value: 'system', label: 'System', icon: Monitor },
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
]

function ThemeChoice() {
  const { theme, setTheme } = useTheme()
  return (
    <fieldset className="px-1 pt-1 pb-2">
      <legend className="px-1 pb-1 text-faint text-sm">Theme</legend>
      <div className="grid grid-cols-3 rounded-lg border border-line bg-sunken p-0.5">
        {themes.map(({ value, label, icon: Icon }) => (
          <label
            key={value}
            className="flex h-8 cursor-pointer items-center justify-center gap-1.5 rounded-md border border-transparent text-muted text-sm has-checked:border-line-strong has-checked:bg-surface has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent-text pointer-coarse:h-11"
          >
            <input
              type="radio"
              name="theme"
              value={value}
              checked={theme === value}
              onChange={() => setTheme(value)}
              className="sr-only"
            />
            <Icon aria-hidden className="size-3.5" />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
