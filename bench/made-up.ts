import { randomBytes } from 'node:crypto'

export const month = 30 * 86_400

/** Unix seconds, as Stripe tells time. */
export const now = () => Math.floor(Date.now() / 1000)

const vocabulary =
  'thank you for your business please pay within thirty days of the date above questions are welcome at'.split(' ')

/** So many characters of plain words. */
export function words(length: number): string {
  let text = ''
  while (text.length < length) text += `${vocabulary[Math.floor(Math.random() * vocabulary.length)]} `
  return text.slice(0, length)
}

/** Letters and digits, as Stripe's ids have them. */
export const random = (length: number) =>
  randomBytes(length).toString('base64url').replaceAll(/[-_]/g, 'x').slice(0, length)
