import type { NextConfig } from 'next'
import { staticSecurityHeaders } from './security-headers'

const config: NextConfig = {
  serverExternalPackages: ['graphile-worker', 'pg', 'nodemailer', 'prom-client', '@opentelemetry/api'],
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks types in a stage of its own, tests included. A start on someone's machine need not do it again.
  typescript: { ignoreBuildErrors: true },
  // Nobody builds a second time where CI runs, and writing what would save the second build takes a third of the first.
  experimental: { turbopackFileSystemCacheForBuild: !process.env.CI },
  // `next dev` prints addresses with their query; these carry codes, states and sign-in tokens (OA-10).
  logging: { incomingRequests: { ignore: [/\/oauth\//, /^\/sign-in/, /^\/invitations\//] } },
  // The webhook path must never answer with a redirect: Stripe does not follow one (Stripe: 3xx counts as a failure).
  skipTrailingSlashRedirect: true,
  // Also for what proxy.ts leaves alone: static files, health, Stripe's door.
  headers: async () => [
    { source: '/:path*', headers: Object.entries(staticSecurityHeaders).map(([key, value]) => ({ key, value })) },
  ],
}

export default config
