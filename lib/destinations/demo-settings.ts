/**
 * What the sandbox's stand-ins let in, so that a newcomer can try each kind without an account. Words, not secrets: they open nothing
 * but the sandbox, and pages show them only while it runs (a test compares them with what it takes).
 */
export function demoSettings(kind: string, sandbox: string): Record<string, string> | null {
  if (kind === 'loops') return { api_key: 'loops_sandbox_do_not_repeat' }
  if (kind === 'webhook') return { url: `${sandbox}/hooks/sink` }
  if (kind !== 'bento') return null
  return {
    site_uuid: '5a1d0b5e5f0c4e6f9a7b2c3d4e5f6a7b',
    publishable_key: 'pk_sandbox',
    secret_key: 'sk_sandbox_do_not_repeat',
  }
}
