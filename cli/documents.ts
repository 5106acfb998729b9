/**
 * Cuts a stream into JSON documents: one per line (NDJSON), or a single one that is spread over many lines. Blank lines
 * count for nothing. NDJSON streams, however long; the rest is held in memory, since only its end tells what it was.
 */
export async function* documentsIn(input: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
  const lines = linesIn(input)
  const first = await lines.next()
  if (first.done) return
  if (isJson(first.value)) {
    yield first.value
    yield* lines
    return
  }
  const rest = [first.value]
  for await (const line of lines) rest.push(line)
  const whole = Buffer.concat(rest.flatMap((line) => [line, newline]))
  if (isJson(whole)) yield whole
  else yield* rest
}

/** Lines end with LF alone: inside JSON text U+2028 and CR are data, where a line reader would cut. */
async function* linesIn(input: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = []
  for await (const chunk of input) {
    let rest = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    for (let end = rest.indexOf(0x0a); end !== -1; end = rest.indexOf(0x0a)) {
      const line = Buffer.concat([...pieces, rest.subarray(0, end)])
      pieces = []
      rest = rest.subarray(end + 1)
      if (!isBlank(line)) yield line
    }
    if (rest.length > 0) pieces.push(rest)
  }
  const last = Buffer.concat(pieces)
  if (!isBlank(last)) yield last
}

const newline = Buffer.from('\n')

function isBlank(line: Buffer): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d)
}

function isJson(line: Buffer): boolean {
  try {
    JSON.parse(line.toString().replace(/^\u{feff}/u, ''))
    return true
  } catch {
    return false
  }
}
