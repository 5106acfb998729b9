import { configFromEnv } from './config'
import { startSandbox } from './server'

/** The sandbox as a process: `SANDBOX_*` in, one line out when it listens, a clean end on SIGTERM and SIGINT. */
async function main(): Promise<void> {
  const sandbox = await startSandbox(configFromEnv(process.env))
  console.log(`sandbox ready ${sandbox.url}`)

  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    sandbox.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error('sandbox:', error)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  // A launcher that forked us and died without a word must not leave us behind.
  process.on('disconnect', stop)
}

main().catch((error: unknown) => {
  console.error(`sandbox: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
})
