import { openDoor } from '@/lib/inbox/testing-door'

/** The front door as a process of its own, for tests that kill it. Says on which port it listens. */
const door = await openDoor()
process.stdout.write(`${JSON.stringify({ ready: door.port })}\n`)
