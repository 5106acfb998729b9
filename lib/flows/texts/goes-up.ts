/**
 * Whether an address has a part that is `.` or `..`, as browsers and servers read it: the one leads nowhere and the other above the place
 * that was written, and no way of writing a value would keep it a part.
 */
export const goesUp = (address: string) =>
  (address.split(/[?#]/, 1)[0] ?? '').split('/').some((part) => /^(\.|%2e){1,2}$/i.test(part))
