import { limits } from './limits'

export type CappedBody = { bytes: Uint8Array } | { tooLarge: true }

/**
 * Reads a body up to the limit and stops there. `request.text()` has no limit, drops a byte order mark and replaces bad
 * bytes, so what it returns is not what was signed.
 */
export async function readCapped(chunks: AsyncIterable<Uint8Array>): Promise<CappedBody> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    length += chunk.byteLength
    if (length > limits.bodyBytes) return { tooLarge: true }
    parts.push(chunk)
  }
  return { bytes: parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts) }
}
