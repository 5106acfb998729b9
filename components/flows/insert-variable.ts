/** How a variable is written in a text; where the event or person may lack it, with an empty fallback to fill in. */
export const variableText = ({ path, sample }: { path: string; sample: string | null }) =>
  sample === null ? `{{ ${path} | default: "" }}` : `{{ ${path} }}`

interface Put {
  value: string
  /** Where the caret stands behind it: inside the fallback's quotes where there is one. */
  caret: number
}

/** A text with something put in place of what is selected. */
export function putAt(value: string, from: number, to: number, text: string): Put {
  const inside = text.indexOf('""')
  return {
    value: value.slice(0, from) + text + value.slice(to),
    caret: from + (inside < 0 ? text.length : inside + 1),
  }
}
