import type { z } from 'zod'
import { ApiError, type Fields, invalid } from './answers'
import { inWords, unknownField } from './messages'

/** The largest JSON body we read: event settings of every Stripe type fit several times over. */
const mostBytes = 256 * 1024

export interface RawInput {
  params: Record<string, unknown>
  query: Record<string, unknown>
  body: unknown
}

/** The request's parts before any schema has seen them. Malformed ones are the caller's fault, never a 500 (AU-18). */
export async function rawInput(
  request: Request,
  params: Record<string, unknown>,
  wantsBody: boolean,
): Promise<RawInput> {
  const query = Object.fromEntries(new URL(request.url).searchParams)
  const body = wantsBody ? await readJson(request) : undefined
  refuseUnreadable([params, query, body])
  return { params, query, body }
}

async function readJson(request: Request): Promise<unknown> {
  const text = await readCapped(request)
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    throw new ApiError(400, 'bad_json', 'The body is not valid JSON.')
  }
}

async function readCapped(request: Request): Promise<string> {
  if (!request.body) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body) {
    size += chunk.byteLength
    if (size > mostBytes) throw new ApiError(413, 'too_large', 'The body is larger than 256 KiB.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** A flow's branches in branches come to twenty. A schema that contains itself goes down every level, until the stack ends. */
const deepest = 64

/** PostgreSQL stores neither U+0000 nor half a surrogate pair; both would surface as a 500 far below, and so would what is too deep. */
function refuseUnreadable(root: unknown) {
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }]
  for (let one = open.pop(); one; one = open.pop()) {
    const { value, depth } = one
    if (typeof value === 'string' && /\0|\p{Surrogate}/u.test(value)) {
      throw new ApiError(422, 'invalid', 'Some text contains characters that cannot be stored.')
    }
    if (typeof value !== 'object' || value === null) continue
    if (depth > deepest) throw new ApiError(422, 'invalid', 'The body is nested too deep.')
    for (const [key, inner] of Object.entries(value))
      open.push({ value: key, depth }, { value: inner, depth: depth + 1 })
  }
}

/** The three parts through their schemas; 422 names every field at fault. */
export function checked(raw: RawInput, schemas: { params?: z.ZodType; query?: z.ZodType; body?: z.ZodType }) {
  const fields: Fields = {}
  const parts: Record<string, unknown> = {}
  for (const part of ['params', 'query', 'body'] as const) {
    const parsed = schemas[part]?.safeParse(raw[part], { error: inWords })
    if (parsed?.success) parts[part] = parsed.data
    for (const issue of parsed?.error?.issues ?? []) {
      if (issue.code !== 'unrecognized_keys') fields[issue.path.join('.') || part] ??= issue.message
      // Each under its own name, so that whoever wrote it finds it.
      else for (const key of issue.keys) fields[[...issue.path, key].join('.')] ??= unknownField(key)
    }
  }
  if (Object.keys(fields).length > 0) throw invalid(fields)
  return parts
}
