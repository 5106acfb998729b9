import type { Reply } from '../http'
import type { Fields } from '../story/types'
import { apiError } from './errors'

export type List = { object: 'list'; data: Fields[]; has_more: boolean; url: string }

/**
 * One page of rows given newest first: `limit` 1-100 (10), `starting_after`, `ending_before`, `created` as a number or
 * with gt, gte, lt, lte.
 */
export function listPage(url: string, rows: Fields[], params: Fields): List | Reply {
  const limit = params.limit === undefined ? 10 : Number(params.limit)
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    return apiError(400, { message: 'This value must be between 1 and 100.', param: 'limit' })
  }
  if (params.starting_after !== undefined && params.ending_before !== undefined) {
    return apiError(400, { message: 'You can only specify one of starting_after or ending_before.' })
  }
  const dated = rows.filter((row) => isCreatedIn(row, params.created))

  if (params.ending_before !== undefined) {
    const index = dated.findIndex((row) => row.id === params.ending_before)
    if (index < 0) return noCursor('ending_before', params.ending_before)
    const first = Math.max(0, index - limit)
    return { object: 'list', data: dated.slice(first, index), has_more: first > 0, url }
  }
  let start = 0
  if (params.starting_after !== undefined) {
    const index = dated.findIndex((row) => row.id === params.starting_after)
    if (index < 0) return noCursor('starting_after', params.starting_after)
    start = index + 1
  }
  return { object: 'list', data: dated.slice(start, start + limit), has_more: start + limit < dated.length, url }
}

function noCursor(param: string, id: unknown): Reply {
  return apiError(400, { code: 'resource_missing', message: `No such object: '${String(id)}'`, param })
}

function isCreatedIn(row: Fields, range: Fields[string] | undefined): boolean {
  if (range === undefined || range === null) return true
  const created = Number(row.created)
  if (typeof range !== 'object' || Array.isArray(range)) return created === Number(range)
  const { gt, gte, lt, lte } = range
  if (gt !== undefined && !(created > Number(gt))) return false
  if (gte !== undefined && !(created >= Number(gte))) return false
  if (lt !== undefined && !(created < Number(lt))) return false
  return lte === undefined || created <= Number(lte)
}
