import { isReply, json, type Reply } from '../http'
import type { World } from '../story/index'
import { apiError, noSuch } from './errors'
import { eventRow, eventRows } from './events'
import type { Call } from './index'
import { listPage } from './lists'
import { notExpandable, resources, rowOf, rowsOf, shown } from './resources'

/** `GET /v1/<name>` and `GET /v1/<name>/<id>`. */
export function read(call: Call, world: World, name: string, id: string | undefined): Reply {
  if (name === 'events') return readEvents(call, world, id)
  const resource = resources[name]
  if (resource === undefined) return unknownUrl(call)
  const { params, shape } = call
  const expand = expandOf(call)
  const known = id === undefined ? [...paging, ...resource.filters] : []
  const odd = Object.keys(params).find((param) => param !== 'expand' && !known.includes(param))
  if (odd !== undefined)
    return apiError(400, { code: 'parameter_unknown', message: `Received unknown parameter: ${odd}`, param: odd })
  if (id !== undefined) {
    const row = rowOf(world, resource, id)
    if (row === undefined) return noSuch(resource.name, id)
    const wrong = row.deleted === true ? undefined : notExpandable(row, expand)
    return wrong === undefined ? json(200, shown(world, row, shape, expand)) : cannotExpand(wrong)
  }

  const list = listPage(`/v1/${name}`, rowsOf(world, resource, params), params)
  if (isReply(list)) return list
  const inner = expand.filter((path) => path.startsWith('data.')).map((path) => path.slice('data.'.length))
  const wrong = list.data.flatMap((row) => notExpandable(row, inner) ?? [])[0]
  if (wrong !== undefined) return cannotExpand(`data.${wrong}`)
  return json(200, { ...list, data: list.data.map((row) => shown(world, row, shape, inner)) })
}

const paging = ['limit', 'starting_after', 'ending_before', 'created']

const cannotExpand = (path: string) =>
  apiError(400, { message: `This property cannot be expanded (${path}).`, param: 'expand' })

/** Events keep the shape they were made in, whatever version asks. */
function readEvents({ params }: Call, world: World, id: string | undefined): Reply {
  if (id !== undefined) {
    const row = eventRow(world, id)
    return row === undefined ? noSuch('event', id) : json(200, row)
  }
  const rows = eventRows(world, params)
  if (isReply(rows)) return rows
  const list = listPage('/v1/events', rows, params)
  return isReply(list) ? list : json(200, list)
}

export function expandOf({ params }: Call): string[] {
  return Array.isArray(params.expand) ? params.expand.map(String) : []
}

export function unknownUrl({ method, path }: Call): Reply {
  const message = `Unrecognized request URL (${method}: /v1/${path}). The sandbox knows the parts of the API that Sluice uses.`
  return apiError(404, { message })
}
