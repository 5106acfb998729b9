import { z } from 'zod'
import { type Declaration, isForPeople, type TeamFinder } from './declaration'
import { endpoints } from './manifest'

const failure = z.object({
  error: z.object({ code: z.string(), message: z.string(), fields: z.record(z.string(), z.string()).optional() }),
  request_id: z.string(),
})

/** The API described by what the routes themselves declare: what is not enforced cannot be listed, and the other way round. */
export function openapi(appUrl: string) {
  const schemas = new Schemas()
  const paths: Record<string, Record<string, unknown>> = {}
  for (const { path, method, endpoint } of endpoints()) {
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(endpoint.declaration, method, path, schemas) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sluice',
      version: '1',
      description: 'Money is a decimal string, currencies are upper-case, ids are opaque.',
    },
    servers: [{ url: new URL('/api/v1', appUrl).toString() }],
    paths,
    components: {
      schemas: { Failure: schemas.of(failure, 'output'), ...schemas.named },
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key of a team: slk_…' },
        session: { type: 'apiKey', in: 'cookie', name: 'sluice.session' },
      },
    },
  }
}

function operation(declaration: Declaration, method: string, path: string, schemas: Schemas) {
  const { summary, allow, team, params, query, body, answer } = declaration
  const people = isForPeople(declaration)
  const status = declaration.status ?? (answer ? 200 : 204)
  const contentOf = (schema: z.ZodType, io: 'input' | 'output') => ({
    'application/json': { schema: schemas.of(schema, io) },
  })
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[\W_]+([a-z])?/g, (_, next?: string) => (next ?? '').toUpperCase())}`,
    summary,
    description: `Allowed: ${allow}${people ? ' (people only, no API keys)' : ''}.`,
    security: allow === 'everyone' ? [] : people ? [{ session: [] }] : [{ key: [] }, { session: [] }],
    parameters: [
      ...parametersOf(schemas, params, 'path'),
      ...parametersOf(schemas, query, 'query'),
      ...(team ? [teamId(team)] : []),
    ],
    ...(body ? { requestBody: { required: true, content: contentOf(body, 'input') } } : {}),
    responses: {
      [status]: { description: 'Done', ...(answer ? { content: contentOf(answer, 'output') } : {}) },
      default: {
        description: 'Refused',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
      },
    },
  }
}

/** Every call about a team takes it; only where nothing else names the team does a session need it. */
function teamId({ kind, place }: TeamFinder) {
  const needed = kind === 'team' && !place.startsWith('params.')
  return {
    name: 'team_id',
    in: 'query',
    required: false,
    description: needed
      ? `The team. A session names it${place === 'query.team_id' ? '' : ', here or in the body'}; an API key implies its own.`
      : 'The team, which the other ids imply; another team than theirs is a 404.',
    schema: { type: 'string', format: 'uuid' },
  }
}

function parametersOf(schemas: Schemas, schema: z.ZodType | undefined, place: 'path' | 'query') {
  if (!schema) return []
  const { properties = {}, required = [] } = schemas.of(schema, 'input')
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }))
}

type JsonSchema = z.core.JSONSchema.BaseSchema

/** The schemas of one document. What zod names, and what contains itself, stands once among the document's own. */
class Schemas {
  readonly named: Record<string, JsonSchema> = {}

  /** What JSON Schema cannot say (a transform's result) is left open rather than refused. */
  of(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const { $schema: _, $defs = {}, ...whole } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
    // What comes in may say more than what goes out, so the two are not one.
    const nameOf = (name: string) => (io === 'input' ? `${name}Input` : name)
    const moved = (part: object): JsonSchema =>
      JSON.parse(
        JSON.stringify(part).replace(/"#\/\$defs\/(\w+)"/g, (_, name) => `"#/components/schemas/${nameOf(name)}"`),
      )
    for (const [name, { id: _, ...part }] of Object.entries($defs)) {
      if (name.startsWith('__')) throw new Error(`A schema that contains itself needs a name: .meta({ id: '…' })`)
      this.named[nameOf(name)] = moved(part)
    }
    return moved(whole)
  }
}
