/** Of a text as it is written: the most a definition takes. */
export const mostCharacters = 50_000
/** Of a text as it goes out. */
export const mostRendered = 200_000
/** Variables in one text. */
export const mostGaps = 500
