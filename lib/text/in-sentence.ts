/** A label inside a sentence: "Secret key" becomes "secret key", "API key" stays. */
export const inSentence = (label: string) =>
  /^\p{Lu}{2}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)
