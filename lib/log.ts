import { redacted } from './redact'

export { Secret } from './redact'

type Fields = Record<string, unknown>

/**
 * One JSON line an event, on stderr for warnings and errors, else on stdout. Secrets, addresses and query strings are
 * taken out by type and by name (DA-07, OA-10); control characters cannot break the line (DA-15). An error goes in
 * as a field of its own: `log.error('request failed', { error })`.
 */
export const log = {
  info: (message: string, fields?: Fields) => write('info', message, fields),
  warn: (message: string, fields?: Fields) => write('warn', message, fields),
  error: (message: string, fields?: Fields) => write('error', message, fields),
}

function write(level: 'info' | 'warn' | 'error', message: string, fields: Fields = {}) {
  const stream = level === 'info' ? process.stdout : process.stderr
  stream.write(`${lineOf(level, message, fields)}\n`)
}

export function lineOf(level: string, message: string, fields: Fields, at = new Date()) {
  const content = redacted({ ...fields, at, level, message }) as Fields
  const { at: time, level: shown, message: said, ...rest } = content
  return oneLine(JSON.stringify({ at: time, level: shown, message: said, ...rest }))
}

/** JSON escapes the ASCII controls; terminals and viewers also act on C1 controls, line separators and text direction. */
function oneLine(json: string) {
  return json.replace(/[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, (each) => {
    return `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
