/** Control characters, line breaks, and what reorders or hides text: no name needs one (DA-15). */
const hidden = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]+/u
const eachHidden = new RegExp(hidden, 'gu')

/** Does it hold a character that cannot be seen? What people type is refused then. */
export const hasHidden = (text: string) => hidden.test(text)

/** Some letters draw nothing, such as the Hangul fillers U+115F and U+3164, and one of the Braille patterns is blank. */
const drawn = /[^\p{Default_Ignorable_Code_Point}\p{C}\p{Z}\s\u2800]/u

/** Is there anything to see? */
export const isVisible = (text: string) => drawn.test(text)

/** Text from somewhere else, which cannot be refused, as one plain line. */
export const plainLine = (text: string) => text.replace(eachHidden, ' ').replace(/ {2,}/g, ' ').trim()
