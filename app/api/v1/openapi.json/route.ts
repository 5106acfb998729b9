import { z } from 'zod'
import { env } from '@/lib/env'
import { endpoint, json } from '../../endpoint'
import { openapi } from '../../openapi'

export const GET = endpoint(
  { summary: 'This description', allow: 'everyone', answer: z.looseObject({ openapi: z.string() }) },
  async () => json(openapi(env().APP_URL)),
)
