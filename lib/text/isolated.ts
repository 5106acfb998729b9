/** Characters that reorder the text around them: embeddings, overrides and isolates. No name needs one. */
const reordering = /[\u202a-\u202e\u2066-\u2069]/g

/** Letters written from right to left (Hebrew, Arabic, Syriac, Thaana, N'Ko, Adlam and their neighbours). */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/**
 * Text that somebody outside gave, such as a customer's name, as it is shown: without the characters that would turn
 * what stands beside it, and set apart when it is written from right to left, so that "… paid $49.00" stays in order
 * (DA-15). Works wherever text goes: headings, titles, labels. Only for showing: what is kept and copied stays as it was.
 */
export function isolated(text: string): string {
  const plain = text.replace(reordering, '')
  return rightToLeft.test(plain) ? `\u2068${plain}\u2069` : plain
}

/** The same for JSON, where nothing may be lost: an escape, which means the same character. */
export const escapedInJson = (json: string) =>
  json.replace(reordering, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
