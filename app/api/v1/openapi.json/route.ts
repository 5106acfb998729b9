import { env } from '@/lib/env'
import { endpoint, json } from '../../endpoint'
import { openapi } from '../../openapi'

export const GET = endpoint({ summary: 'This description', allow: 'everyone' }, async () =>
  json(openapi(env().APP_URL)),
)
