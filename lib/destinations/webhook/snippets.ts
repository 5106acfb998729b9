import { go } from './snippets/go'
import { node } from './snippets/node'
import { php } from './snippets/php'
import { python } from './snippets/python'
import { ruby } from './snippets/ruby'

export interface Snippet {
  language: string
  /** Only the language's own library, so that it can be pasted as it is. The secret is read from WEBHOOK_SECRET. */
  code: string
}

/** How a receiver checks that an event is from us: nothing secret in them, the same for everybody. */
export const snippets = (): Snippet[] => [
  { language: 'Node.js', code: node },
  { language: 'Python', code: python },
  { language: 'Ruby', code: ruby },
  { language: 'PHP', code: php },
  { language: 'Go', code: go },
]
