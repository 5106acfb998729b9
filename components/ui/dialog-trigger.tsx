import { Children, cloneElement, type MouseEvent, type ReactElement } from 'react'

type DialogTriggerProps = {
  trigger: ReactElement
  open: boolean
  onOpen: (by: HTMLElement) => void
  load: () => unknown
}

/** The button of a dialog whose sheet may still be on its way: pointing at it or tabbing to it fetches it. */
export function DialogTrigger({ trigger, open, onOpen, load }: DialogTriggerProps) {
  // An element that came from the server can be a promise of one; this unwraps it.
  const [button] = Children.toArray(trigger) as [ReactElement<Record<string, unknown>>]
  const fetch = () => void Promise.resolve(load()).catch(() => {})
  return cloneElement(button, {
    'aria-haspopup': 'dialog',
    'aria-expanded': open,
    onPointerEnter: fetch,
    onFocus: fetch,
    onClick: (event: MouseEvent<HTMLElement>) => onOpen(event.currentTarget),
  })
}
