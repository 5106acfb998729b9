import { escapedInJson } from '@/lib/text/isolated'

/** A recorded body for reading: JSON is indented, all else stays as it was kept. */
export function indentedBody(body: string): string {
  try {
    return escapedInJson(JSON.stringify(JSON.parse(body), null, 2))
  } catch {
    return escapedInJson(body)
  }
}
