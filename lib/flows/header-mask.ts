/*
 * How a header's value is shown once it is stored. No server code: the editor tells by it what it was not shown.
 */

/** What stands for a value of which nothing is shown. */
export const unreadable = '…'

/** `…a1b2`: enough to recognise a value, not to use it. Of a short one nothing is shown, as of one that does not open (null). */
export function maskOf(value: string | null): string {
  const signs = [...(value ?? '')]
  return signs.length >= 12 ? `${unreadable}${signs.slice(-4).join('')}` : unreadable
}

/** No header can be sent with a `…` in it, so no value is mistaken for one. */
export const isMask = (value: string) => /^….{0,4}$/su.test(value)
