export interface Answer {
  status: number
}

/** The answer at the beginning of what came, once all of it is there: a body of known length, or in chunks. */
export function readAnswer(came: string): Answer | null {
  const headEnd = came.indexOf('\r\n\r\n')
  if (headEnd < 0) return null
  const head = came.slice(0, headEnd).toLowerCase()
  const length = /\r\ncontent-length: *(\d+)/.exec(head)?.[1]
  const isWhole = length === undefined ? came.endsWith('0\r\n\r\n') : came.length >= headEnd + 4 + Number(length)
  return isWhole ? { status: Number(head.slice(9, 12)) } : null
}
