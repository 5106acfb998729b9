import type { Route } from 'next'
import NextLink from 'next/link'
import type { ComponentProps } from 'react'

export type LinkProps = Omit<ComponentProps<typeof NextLink>, 'href'> & { href: string }

/**
 * A link inside the app. Takes a plain string, because most of ours carry ids; typed routes are satisfied here and
 * nowhere else. For the outside world and for downloads use `<a>`.
 */
export function Link({ href, ...rest }: LinkProps) {
  return <NextLink href={href as Route} {...rest} />
}
