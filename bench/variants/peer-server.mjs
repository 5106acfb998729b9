// C1, the peer: @supabase/stripe-sync-engine behind fastify, put together like the app in its own repository (buffer parser,
// one route, Request-Id header, no request log), without the pages of its API docs. No call to Stripe: nothing is backfilled.
import { createRequire } from 'node:module'
import fastify from 'fastify'

// The CommonJS build: `runMigrations` of the other one swallows an error and migrates nothing.
const { StripeSync, runMigrations } = createRequire(import.meta.url)('@supabase/stripe-sync-engine')

const databaseUrl = process.env.DATABASE_URL
const schema = 'stripe'
const logger = {
  info: () => {},
  error: (error) => {
    throw error
  },
}
await runMigrations({ databaseUrl, schema, logger })

const sync = new StripeSync({
  poolConfig: { connectionString: databaseUrl, max: 10, keepAlive: true },
  schema,
  stripeSecretKey: 'sk_live_nobody_is_called',
  stripeWebhookSecret: 'whsec_bench',
  autoExpandLists: false,
  backfillRelatedEntities: false,
})

const app = fastify({ disableRequestLogging: true, requestIdHeader: 'Request-Id' })

app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, { raw: body }))

app.post('/webhooks', async (request, reply) => {
  await sync.processWebhook(request.body.raw, request.headers['stripe-signature'])
  return reply.send({ received: true })
})

await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })
console.log('ready')
process.on('SIGTERM', () => process.exit(0))
