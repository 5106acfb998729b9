/** Deeper levels stay at this indentation, so a thousand nested brackets do not make a million spaces. */
const deepest = 32

/**
 * JSON text on lines of its own, for reading. Works on the text: numbers keep every digit (a parser would round those
 * past 2^53), broken or cut JSON comes through as far as it goes, and nesting costs no stack.
 */
export function indentJson(text: string): string {
  const out: string[] = []
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] as string
    if (letter === '"') {
      const end = endOfString(text, at)
      out.push(visible(text.slice(at, end)))
      at = end - 1
    } else if (letter === '{' || letter === '[') {
      const close = nextInk(text, at + 1)
      const empty = text[close] === '}' || text[close] === ']'
      out.push(empty ? letter + text[close] : letter + line(++depth))
      if (empty) at = close
    } else if (letter === '}' || letter === ']') out.push(line(--depth), letter)
    else if (letter === ',') out.push(',', line(depth))
    else if (letter === ':') out.push(': ')
    else if (!/\s/.test(letter)) out.push(visible(letter))
  }
  return out.join('')
}

/** What cannot be seen, or turns the reading direction round, is written as its escape. */
function visible(text: string): string {
  return text.replace(unseen, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this makes visible
const unseen = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at + 1
  }
  return text.length
}

function nextInk(text: string, from: number): number {
  let at = from
  while (at < text.length && /\s/.test(text[at] as string)) at++
  return at
}

const line = (depth: number) => `\n${'  '.repeat(Math.min(Math.max(depth, 0), deepest))}`
