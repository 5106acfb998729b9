/** One text of the address's query, trimmed and of a length a filter may have; absent, empty and repeated ones are none. */
export function textParam(value: string | string[] | undefined): string | undefined {
  if (typeof value !== 'string') return undefined
  // What PostgreSQL cannot take as text can be nobody's name either.
  const text = value.replace(/\0|\p{Surrogate}/gu, '').trim()
  return text === '' ? undefined : text.slice(0, 320)
}

/** A list's cursor; anything but an id begins at the top. */
export function cursorParam(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? value : undefined
}
