import { afterEach, expect, test, vi } from 'vitest'
import { forgetEnv } from '@/lib/env'
import MailboxPage from './page'

const production = {
  HOST: '0.0.0.0',
  APP_URL: 'https://sluice.example.com',
  DATABASE_URL: 'postgres://sluice@127.0.0.1:1/none',
  AUTH_SECRET: 's'.repeat(40),
  ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
  SMTP_URL: 'smtp://127.0.0.1:2525',
  MAIL_FROM: 'Sluice <hello@example.com>',
  STRIPE_WEBHOOK_SECRETS: 'whsec_test',
}

afterEach(() => {
  vi.unstubAllEnvs()
  forgetEnv()
})

test('AU-22 outside one’s own machine the mailbox does not exist, and no mail is read', async () => {
  for (const [name, value] of Object.entries(production)) vi.stubEnv(name, value)
  forgetEnv()
  const page = MailboxPage({ params: Promise.resolve({}), searchParams: Promise.resolve({}) })
  await expect(page).rejects.toMatchObject({ digest: expect.stringContaining('404') })
})
