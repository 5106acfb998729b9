import type { NextConfig } from 'next'

const config: NextConfig = {
  serverExternalPackages: ['graphile-worker', 'pg', 'nodemailer'],
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  // The webhook path must never answer with a redirect: Stripe does not follow one (Stripe: 3xx counts as a failure).
  skipTrailingSlashRedirect: true,
}

export default config
