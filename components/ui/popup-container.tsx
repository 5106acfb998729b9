'use client'

import { createContext, type ReactNode, type RefObject, useContext } from 'react'

/** The page's main landmark, looked up when a popup opens; without one (no shell) Base UI takes the body. */
const main: RefObject<HTMLElement | null> = {
  get current() {
    return document.getElementById('content')
  },
  set current(_) {},
}

const Container = createContext<RefObject<HTMLElement | null> | undefined>(main)

/**
 * Where menus, lists and hints are attached: inside the main landmark, so assistive technology finds them in a region.
 * Inside a dialog it is undefined, which means the dialog's own portal: the page behind is inert.
 */
export function usePopupContainer() {
  const container = useContext(Container)
  return container === undefined ? {} : { container }
}

/** Wraps a dialog's content. */
export function InDialog({ children }: { children: ReactNode }) {
  return <Container value={undefined}>{children}</Container>
}
