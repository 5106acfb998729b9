import { projectRoot } from '@/db/root'
import type { FrontDoor, Pages } from './front-door'
import type { Shutdown } from './shutdown'

/** Next in our process: its pages are answered after the receiver, on the same port. */
export async function startNext(shutdown: Shutdown, door: FrontDoor, { dev }: { dev: boolean }): Promise<Pages> {
  // Read by React and Next when they load, so it is set before they do; the other modes need neither.
  Object.assign(process.env, { NODE_ENV: dev ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' })
  const { default: next } = await import('next')
  const app = next({ dev, dir: projectRoot(), port: door.port, hostname: 'localhost', httpServer: door.server })
  await app.prepare()
  shutdown.add('Next', () => app.close())
  const handle = app.getRequestHandler()
  return (req, res) => handle(req, res)
}
