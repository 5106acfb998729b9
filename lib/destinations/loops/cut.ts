import { clean } from '@/lib/normalize/readers'

/** Loops: about 500 characters a text. */
const most = 500

/** Cut with an ellipsis, never through the middle of an emoji. */
export const cut = (text: string) =>
  text.length > most ? `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…` : clean(text)
