// The app under browser tests: `launch.mjs up` on data of its own, gone afterwards. E2E_PORT and the next one are its ports; with
// E2E_SMTP_PORT its mails go there, and not to the local mailbox.
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startMail } from './e2e-mail.mjs'
import { root } from './ready.mjs'

const port = Number(process.env.E2E_PORT ?? 4300)
const smtpPort = Number(process.env.E2E_SMTP_PORT ?? 0)
// An app that waits looks for work forty times a second: the other stories go on for minutes without this one.
if (smtpPort) await startMail(smtpPort, () => app.kill())
const data = mkdtempSync(join(tmpdir(), 'sluice-e2e-'))
// As root the database runs as another user, who has to get in; else the data would go elsewhere and stay there.
chmodSync(data, 0o711)
const unset = [
  ...['DATABASE_URL', 'STRIPE_SECRET_KEY', 'STRIPE_TEST_SECRET_KEY', 'STRIPE_WEBHOOK_SECRETS', 'SMTP_URL'],
  ...['BENTO_API_BASE', 'LOOPS_API_BASE', 'OUTBOUND_ALLOW'],
]
const env = {
  ...process.env,
  ...Object.fromEntries(unset.map((name) => [name, ''])),
  HOST: '127.0.0.1',
  PORT: String(port),
  SANDBOX: 'on',
  SANDBOX_PORT: String(port + 1),
  APP_URL: `http://localhost:${port}`,
  DATA_DIR: data,
  // One for each story about the operator, since stories run at the same time.
  OPERATOR_EMAILS: 'operator@example.com,second.operator@example.com',
  // Each story comes from an address of its own (X-Forwarded-For), or all would share one allowance of sign-in links.
  TRUSTED_PROXIES: '127.0.0.1',
  ...(smtpPort && { SMTP_URL: `smtp://127.0.0.1:${smtpPort}`, MAIL_FROM: 'Sluice <mail@sluice.example>' }),
}

const app = spawn(process.execPath, [join(root, 'dist/launch.mjs'), 'up'], { cwd: root, env, stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => app.kill(signal))
app.on('exit', (code) => {
  rmSync(data, { recursive: true, force: true })
  process.exit(code ?? 1)
})
