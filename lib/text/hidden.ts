/** Control characters, line breaks, and what reorders or hides text: no name needs one (DA-15). */
const hidden = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]+/u
const eachHidden = new RegExp(hidden, 'gu')

/** Does it hold a character that cannot be seen? What people type is refused then. */
export const hasHidden = (text: string) => hidden.test(text)

/** Text from somewhere else, which cannot be refused, as one plain line. */
export const plainLine = (text: string) => text.replace(eachHidden, ' ').replace(/ {2,}/g, ' ').trim()
